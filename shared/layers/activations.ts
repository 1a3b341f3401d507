import type { Localized } from '#shared/graph/diagnostic';
import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** Keras's slope of the function `leaky_relu`; the layer class LeakyReLU has 0.3, PyTorch 0.01. */
export const DEFAULT_NEGATIVE_SLOPE = 0.2;

/** One activation function: everything the product knows of it. */
export interface ActivationDefinition {
  readonly label: string;
  readonly summary: Localized;
  readonly formula: string;
  /** Elementwise, or along the channel axis (softmax). `negativeSlope` matters to leaky_relu only. */
  lower(b: IrBuilder, x: IrValue, negativeSlope?: number): IrValue;
  /** Rough count of arithmetic operations per element. */
  readonly flopsPerElement: number;
  /** PyTorch module; `axis` is the channel axis of the engine's layout. */
  pytorch(options: { readonly axis: number; readonly negativeSlope: number }): string;
  /** TensorFlow.js's name for the `activation` option; null where it has only a layer. */
  readonly tfjs: string | null;
}

/** By Keras's names. */
export const ACTIVATIONS: Readonly<Record<string, ActivationDefinition>> = {
  linear: {
    label: 'linear',
    summary: { en: 'Passes every value on unchanged.', ko: '값을 그대로 내보냅니다.' },
    formula: 'f(x) = x',
    lower: (_b, x) => x,
    flopsPerElement: 0,
    pytorch: () => 'nn.Identity()',
    tfjs: 'linear',
  },
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
    // The scaled value comes first: at a tie (x = 0) the gradient goes to the first operand, and Keras's gradient there is the slope.
    lower: (b, x, negativeSlope = DEFAULT_NEGATIVE_SLOPE) => b.maximum(b.mul(x, b.scalar(negativeSlope)), x),
    flopsPerElement: 2,
    pytorch: ({ negativeSlope }) => `nn.LeakyReLU(${negativeSlope})`,
    tfjs: null,
  },
  sigmoid: {
    label: 'sigmoid',
    summary: {
      en: 'Squeezes every value into 0 … 1: a probability for two classes.',
      ko: '모든 값을 0과 1 사이로 눌러 줍니다. 두 클래스의 확률로 쓸 수 있습니다.',
    },
    formula: 'f(x) = 1 / (1 + e^(−x))',
    lower: (b, x) => b.sigmoid(x),
    flopsPerElement: 4,
    pytorch: () => 'nn.Sigmoid()',
    tfjs: 'sigmoid',
  },
  tanh: {
    label: 'tanh',
    summary: {
      en: 'Squeezes every value into −1 … 1, with 0 in the middle.',
      ko: '모든 값을 −1과 1 사이로 누르며, 0이 한가운데에 있습니다.',
    },
    formula: 'f(x) = (e^x − e^(−x)) / (e^x + e^(−x))',
    lower: (b, x) => b.tanh(x),
    flopsPerElement: 5,
    pytorch: () => 'nn.Tanh()',
    tfjs: 'tanh',
  },
  softmax: {
    label: 'softmax',
    summary: {
      en: 'Turns the values of a sample into probabilities that add up to 1.',
      ko: '한 샘플의 값들을 합이 1인 확률로 바꿉니다.',
    },
    formula: 'f(x)ᵢ = e^(xᵢ) / Σⱼ e^(xⱼ)',
    lower: (b, x) => b.softmax(x, engineChannelAxis(x.shape.length)),
    flopsPerElement: 5,
    pytorch: ({ axis }) => `nn.Softmax(dim=${axis})`,
    tfjs: 'softmax',
  },
};
