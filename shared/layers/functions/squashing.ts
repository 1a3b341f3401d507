import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { type ActivationDefinition, torchModule } from './definition';
import { lowerRelu6 } from './rectifiers';

/** relu6(x + 3) / 6, Keras 3's rule. */
export const lowerHardSigmoid = (b: IrBuilder, x: IrValue): IrValue =>
  b.mul(lowerRelu6(b, b.add(x, b.scalar(3))), b.scalar(1 / 6));

/** Functions that bend values into a range, or into logarithms and exponentials of one. */
export const SQUASHING: Readonly<Record<string, ActivationDefinition>> = {
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
  log_softmax: {
    label: 'log softmax',
    summary: {
      en: 'The logarithm of softmax, computed without losing digits.',
      ko: 'softmax에 로그를 취한 값을 정밀도를 잃지 않고 계산합니다.',
    },
    formula: 'f(x)ᵢ = xᵢ − ln Σⱼ e^(xⱼ)',
    lower: (b, x) => b.logSoftmax(x, engineChannelAxis(x.shape.length)),
    flopsPerElement: 5,
    pytorch: ({ axis }) => `nn.LogSoftmax(dim=${axis})`,
    tfjs: 'logSoftmax',
  },
  softplus: {
    label: 'softplus',
    summary: {
      en: 'A smooth ReLU that is never 0: for outputs that must be positive.',
      ko: '0이 되지 않는 부드러운 ReLU입니다. 출력이 양수여야 할 때 씁니다.',
    },
    formula: 'f(x) = ln(1 + e^x)',
    lower: (b, x) => b.softplus(x),
    flopsPerElement: 6,
    pytorch: () => 'nn.Softplus()',
    tfjs: 'softplus',
  },
  softsign: {
    label: 'softsign',
    summary: {
      en: 'Squeezes into −1 … 1 like tanh, but approaches the ends more slowly.',
      ko: 'tanh처럼 −1과 1 사이로 누르지만 양끝에 더 천천히 다가갑니다.',
    },
    formula: 'f(x) = x / (1 + |x|)',
    lower: (b, x) => b.div(x, b.add(b.abs(x), b.scalar(1))),
    flopsPerElement: 3,
    pytorch: () => 'nn.Softsign()',
    tfjs: 'softsign',
  },
  hard_sigmoid: {
    label: 'hard sigmoid',
    summary: {
      en: 'A sigmoid of straight lines: cheaper, and exactly 0 or 1 beyond ±3.',
      ko: '직선으로 만든 sigmoid입니다. 계산이 가볍고, ±3을 넘으면 정확히 0이나 1이 됩니다.',
    },
    formula: 'f(x) = min(max(0, x + 3), 6) / 6',
    lower: lowerHardSigmoid,
    flopsPerElement: 4,
    pytorch: () => 'nn.Hardsigmoid()',
    // TensorFlow.js has Keras 2's line, 0.2 · x + 0.5.
    tfjs: null,
  },
  exponential: {
    label: 'exponential',
    summary: {
      en: 'e to the power of the value: for outputs that must be positive and may be very large.',
      ko: 'e의 거듭제곱입니다. 출력이 양수여야 하고 아주 커질 수 있을 때 씁니다.',
    },
    formula: 'f(x) = e^x',
    lower: (b, x) => b.exp(x),
    flopsPerElement: 2,
    pytorch: () => torchModule('Exponential', 'torch.exp(x)'),
    tfjs: null,
  },
};
