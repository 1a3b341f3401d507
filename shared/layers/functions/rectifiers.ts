import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { type ActivationDefinition, DEFAULT_OPTIONS } from './definition';

/**
 * x above 0, alpha · (e^x − 1) below. At 0 the slope is that from above, as in TensorFlow: both extrema give a tie to
 * their first operand.
 */
export function lowerElu(b: IrBuilder, x: IrValue, alpha: number): IrValue {
  const zero = b.scalar(0);
  const below = b.sub(b.exp(b.minimum(zero, x)), b.scalar(1));
  return b.add(b.maximum(x, zero), alpha === 1 ? below : b.mul(below, b.scalar(alpha)));
}

/** slope · x below 0; at 0 the gradient is the slope, as in Keras, because a tie belongs to the first operand. Slopes up to 1. */
export const lowerLeakyRelu = (b: IrBuilder, x: IrValue, slope: number): IrValue =>
  b.maximum(b.mul(x, b.scalar(slope)), x);

/** min(max(x, 0), 6), with gradient 0 at both ends. */
export const lowerRelu6 = (b: IrBuilder, x: IrValue): IrValue => b.minimum(b.scalar(6), b.relu(x));

/** Klambauer et al. 2017, https://arxiv.org/abs/1706.02515 */
export const [SELU_ALPHA, SELU_SCALE] = [1.6732632423543772, 1.0507009873554805] as const;

/** Functions that let what is positive through. */
export const RECTIFIERS: Readonly<Record<string, ActivationDefinition>> = {
  relu: {
    label: 'ReLU',
    summary: {
      en: 'Keeps positive values and turns negative ones into 0.',
      ko: '양수는 그대로 두고 음수는 0으로 만듭니다.',
    },
    formula: 'f(x) = max(0, x)',
    lower: (b, x) => b.relu(x),
    flopsPerElement: 1,
    pytorch: () => 'nn.ReLU()',
    tfjs: 'relu',
  },
  leaky_relu: {
    label: 'Leaky ReLU',
    summary: {
      en: 'Like ReLU, but negative values keep a small slope, so that no unit dies.',
      ko: 'ReLU와 같지만 음수에도 작은 기울기를 남겨 유닛이 죽지 않게 합니다.',
    },
    formula: 'f(x) = x if x > 0 else negative_slope · x',
    lower: (b, x, { negativeSlope } = DEFAULT_OPTIONS) => lowerLeakyRelu(b, x, negativeSlope),
    flopsPerElement: 2,
    pytorch: ({ negativeSlope }) => `nn.LeakyReLU(${negativeSlope})`,
    tfjs: null,
  },
  relu6: {
    label: 'ReLU6',
    summary: {
      en: 'Like ReLU, but nothing gets larger than 6; used in MobileNet.',
      ko: 'ReLU와 같지만 6을 넘지 않습니다. MobileNet에서 씁니다.',
    },
    formula: 'f(x) = min(max(0, x), 6)',
    lower: lowerRelu6,
    flopsPerElement: 2,
    pytorch: () => 'nn.ReLU6()',
    tfjs: 'relu6',
  },
  elu: {
    label: 'ELU',
    summary: {
      en: 'Like ReLU, but negative values level off smoothly at −1, which keeps the mean near 0.',
      ko: 'ReLU와 같지만 음수는 −1까지 부드럽게 줄어들어 평균이 0에 가까워집니다.',
    },
    formula: 'f(x) = x if x > 0 else e^x − 1',
    lower: (b, x) => lowerElu(b, x, 1),
    flopsPerElement: 4,
    pytorch: () => 'nn.ELU()',
    tfjs: 'elu',
  },
  selu: {
    label: 'SELU',
    summary: {
      en: 'A scaled ELU that brings the signal back to mean 0 and variance 1 by itself; use it with LeCun normal.',
      ko: '배율을 조절한 ELU로, 신호의 평균을 0, 분산을 1로 스스로 되돌립니다. LeCun normal과 함께 씁니다.',
    },
    formula: 'f(x) = 1.0507 · (x if x > 0 else 1.6733 · (e^x − 1))',
    lower: (b, x) => b.mul(lowerElu(b, x, SELU_ALPHA), b.scalar(SELU_SCALE)),
    flopsPerElement: 6,
    pytorch: () => 'nn.SELU()',
    tfjs: 'selu',
  },
};
