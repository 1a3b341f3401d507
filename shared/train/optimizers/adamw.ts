import type { OptimizerDefinition } from '../definition';
import { adamParams, adamSlots, adamUpdate } from './adam';
import { optimizerOptions } from './options';

/** Loshchilov and Hutter 2019 (https://keras.io/api/optimizers/adamw/). */
export const adamw: OptimizerDefinition = {
  label: 'AdamW',
  summary: {
    en: 'Adam with weight decay: before each step all weights shrink a little. The usual choice for large networks and transformers.',
    ko: '가중치 감쇠를 더한 Adam입니다. 걸음마다 먼저 모든 가중치를 조금씩 줄입니다. 큰 신경망과 트랜스포머에 흔히 씁니다.',
  },
  formula: 'θ = θ − lr · decay · θ, then as Adam',
  params: { ...adamParams, ...optimizerOptions(0.004) },
  learningRate: { usual: 0.001, highest: 0.05 },
  slots: adamSlots,
  update: adamUpdate,
};
