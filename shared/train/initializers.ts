import type { Params } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { sizeOf } from '#shared/graph/shape';
import type { InitializerDefinition } from './definition';
import { normalQuantile, truncatedNormalQuantile } from './normal';

/** Keras's `compute_fans`: in and out counts of a kernel of Keras shape, receptive field included. */
export function computeFans(shape: Shape): { readonly fanIn: number; readonly fanOut: number } {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  if (shape.length === 1) return { fanIn: shape[0]!, fanOut: shape[0]! };
  const receptiveField = sizeOf(shape.slice(0, -2));
  return { fanIn: shape.at(-2)! * receptiveField, fanOut: shape.at(-1)! * receptiveField };
}

type Uniform = (index: number) => number;

function fillWith(shape: Shape, valueAt: (index: number) => number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = valueAt(i);
  return values;
}

const numberIn = (config: Params, name: string, fallback: number): number => {
  const value = config[name];
  return typeof value === 'number' ? value : fallback;
};

const between = (low: number, high: number, uniform: Uniform) => (i: number) =>
  low + (high - low) * uniform(i);

type Fans = ReturnType<typeof computeFans>;

/** Uniform in ± sqrt(3 · variance). */
const varianceUniform =
  (variance: (fans: Fans) => number): InitializerDefinition['fill'] =>
  (shape, _config, uniform) => {
    const limit = Math.sqrt(3 * variance(computeFans(shape)));
    return fillWith(shape, between(-limit, limit, uniform));
  };

/** Stddev of a standard normal cut off at ± 2. */
const TRUNCATED_STDDEV = 0.87962566103423978;

/** Normal cut off at two standard deviations and widened, so that the variance comes out as asked (as Keras does). */
const varianceNormal =
  (variance: (fans: Fans) => number): InitializerDefinition['fill'] =>
  (shape, _config, uniform) => {
    const stddev = Math.sqrt(variance(computeFans(shape))) / TRUNCATED_STDDEV;
    return fillWith(shape, (i) => stddev * truncatedNormalQuantile(uniform(i)));
  };

const glorot = ({ fanIn, fanOut }: Fans) => 2 / (fanIn + fanOut);
const he = ({ fanIn }: Fans) => 2 / fanIn;
const lecun = ({ fanIn }: Fans) => 1 / fanIn;

/**
 * By Keras's names, with Keras's laws and defaults (https://keras.io/api/layers/initializers/). Element i of a weight depends on
 * `uniform(i)` alone.
 */
export const INITIALIZERS: Readonly<Record<string, InitializerDefinition>> = {
  glorot_uniform: {
    label: 'Glorot uniform',
    summary: {
      en: "Uniform numbers that keep the signal's size through layers with tanh, sigmoid or softmax; Keras's default.",
      ko: 'tanh, sigmoid, softmax 층을 지날 때 신호의 크기가 유지되도록 고르게 뽑습니다. Keras의 기본값입니다.',
    },
    formula: 'U(−a, a), a = √(6 / (fan_in + fan_out))',
    fill: varianceUniform(glorot),
  },
  glorot_normal: {
    label: 'Glorot normal',
    summary: {
      en: 'Like Glorot uniform, with numbers from a bell curve cut off at two standard deviations.',
      ko: 'Glorot uniform과 같은 분산을 갖되, 표준편차의 두 배에서 자른 종 모양 분포에서 뽑습니다.',
    },
    formula: 'N(0, σ²) within 2σ, widened; σ = √(2 / (fan_in + fan_out))',
    fill: varianceNormal(glorot),
  },
  he_normal: {
    label: 'He normal',
    summary: {
      en: 'Made for ReLU: twice the variance, because ReLU throws away half of the signal.',
      ko: 'ReLU를 위한 초기화입니다. ReLU가 신호의 절반을 버리므로 분산을 두 배로 잡습니다.',
    },
    formula: 'N(0, σ²) within 2σ, widened; σ = √(2 / fan_in)',
    fill: varianceNormal(he),
  },
  he_uniform: {
    label: 'He uniform',
    summary: {
      en: 'The variance of He normal, with uniform numbers.',
      ko: 'He normal과 같은 분산을 갖되 고르게 뽑습니다.',
    },
    formula: 'U(−a, a), a = √(6 / fan_in)',
    fill: varianceUniform(he),
  },
  lecun_normal: {
    label: 'LeCun normal',
    summary: {
      en: 'Variance 1 / fan_in, from a bell curve cut off at two standard deviations; made for SELU.',
      ko: '분산이 1 / fan_in이고, 표준편차의 두 배에서 자른 종 모양 분포에서 뽑습니다. SELU에 알맞습니다.',
    },
    formula: 'N(0, σ²) within 2σ, widened; σ = √(1 / fan_in)',
    fill: varianceNormal(lecun),
  },
  lecun_uniform: {
    label: 'LeCun uniform',
    summary: {
      en: 'The variance of LeCun normal, with uniform numbers.',
      ko: 'LeCun normal과 같은 분산을 갖되 고르게 뽑습니다.',
    },
    formula: 'U(−a, a), a = √(3 / fan_in)',
    fill: varianceUniform(lecun),
  },
  random_normal: {
    label: 'Random normal',
    summary: {
      en: 'A bell curve of fixed width (0.05), whatever the size of the layer.',
      ko: '층의 크기와 관계없이 폭이 일정한(0.05) 종 모양 분포에서 뽑습니다.',
    },
    formula: 'N(mean, stddev²), mean = 0, stddev = 0.05',
    fill: (shape, config, uniform) => {
      const mean = numberIn(config, 'mean', 0);
      const stddev = numberIn(config, 'stddev', 0.05);
      return fillWith(shape, (i) => mean + stddev * normalQuantile(uniform(i)));
    },
  },
  truncated_normal: {
    label: 'Truncated normal',
    summary: {
      en: 'Like random normal, without the numbers beyond two standard deviations.',
      ko: 'Random normal과 같지만 표준편차의 두 배를 넘는 수는 나오지 않습니다.',
    },
    formula: 'N(mean, stddev²) within 2 stddev, mean = 0, stddev = 0.05',
    fill: (shape, config, uniform) => {
      const mean = numberIn(config, 'mean', 0);
      const stddev = numberIn(config, 'stddev', 0.05);
      return fillWith(shape, (i) => mean + stddev * truncatedNormalQuantile(uniform(i)));
    },
  },
  random_uniform: {
    label: 'Random uniform',
    summary: {
      en: 'Uniform numbers in a fixed range (−0.05 … 0.05), whatever the size of the layer.',
      ko: '층의 크기와 관계없이 정해진 범위(−0.05 … 0.05)에서 고르게 뽑습니다.',
    },
    formula: 'U(minval, maxval), minval = −0.05, maxval = 0.05',
    fill: (shape, config, uniform) => {
      const low = numberIn(config, 'minval', -0.05);
      const high = numberIn(config, 'maxval', 0.05);
      return fillWith(shape, between(low, high, uniform));
    },
  },
  zeros: {
    label: 'Zeros',
    summary: {
      en: 'Everything starts at 0. Right for biases; kernels of zeros cannot learn different things.',
      ko: '모두 0에서 시작합니다. 편향에 알맞으며, 커널이 모두 0이면 유닛들이 서로 다른 것을 배울 수 없습니다.',
    },
    formula: '0',
    fill: (shape) => new Float32Array(sizeOf(shape)),
  },
  ones: {
    label: 'Ones',
    summary: {
      en: 'Everything starts at 1, like the scale of a BatchNormalization.',
      ko: 'BatchNormalization의 배율처럼 모두 1에서 시작합니다.',
    },
    formula: '1',
    fill: (shape) => new Float32Array(sizeOf(shape)).fill(1),
  },
};
