import type { Device } from './definition';

export const tensorflow: Device = {
  label: { en: 'TensorFlow', ko: 'TensorFlow' },
  whyNot: () => ({ en: 'TensorFlow is not installed.', ko: 'TensorFlow가 설치되어 있지 않습니다.' }),
};
