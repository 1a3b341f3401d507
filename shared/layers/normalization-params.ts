import type { ParamSpecs } from '#shared/graph/params';
import { type WeightParam, weightParams } from './weight-params';

const BETA: WeightParam = {
  noun: { en: 'Beta', ko: 'beta' },
  initializer: 'zeros',
  when: { param: 'center', is: [true] },
};

const GAMMA: WeightParam = {
  noun: { en: 'Gamma', ko: 'gamma' },
  initializer: 'ones',
  when: { param: 'scale', is: [true] },
};

/** What Keras lets one choose for the learned shift and scale. */
export const affineParams: ParamSpecs = weightParams({ beta: BETA, gamma: GAMMA });

/** Parameters of every normalization with a learned scale and shift. */
export const normalizationParams = {
  epsilon: {
    kind: 'float',
    default: 0.001,
    min: 0,
    max: 1,
    exclusiveMin: true,
    advanced: true,
    label: { en: 'Epsilon', ko: '엡실론' },
    help: {
      en: 'Small number added to the variance, so that nothing is divided by 0.',
      ko: '0으로 나누지 않도록 분산에 더하는 작은 수입니다.',
    },
  },
  center: {
    kind: 'boolean',
    default: true,
    advanced: true,
    label: { en: 'Learn a shift (beta)', ko: '이동값 학습 (beta)' },
    help: {
      en: 'Adds a learned number per channel after normalizing.',
      ko: '정규화한 뒤 채널마다 학습되는 수를 더합니다.',
    },
  },
  scale: {
    kind: 'boolean',
    default: true,
    advanced: true,
    label: { en: 'Learn a scale (gamma)', ko: '배율 학습 (gamma)' },
    help: {
      en: 'Multiplies each channel by a learned number after normalizing.',
      ko: '정규화한 뒤 채널마다 학습되는 수를 곱합니다.',
    },
  },
} as const satisfies ParamSpecs;
