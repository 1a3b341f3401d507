import { installedTensorflow } from '../tensorflow/installed';
import { loadTensorflow, NOT_INSTALLED } from '../tensorflow/load';
import { createTensorflowTrainer } from '../tensorflow/tensorflow-trainer';
import type { Device } from './definition';

export const tensorflow: Device = {
  label: { en: 'TensorFlow', ko: 'TensorFlow' },
  whyNot: () => (installedTensorflow() ? null : NOT_INSTALLED),
  advice: {
    en: '“npm run setup:tensorflow” installs it anew.',
    ko: '“npm run setup:tensorflow” 명령으로 다시 설치합니다.',
  },
  createTrainer: async (source, initial, batch) =>
    createTensorflowTrainer(loadTensorflow(), source, initial, batch),
};
