import type { ParamSpecs } from '#shared/graph/params';
import type { InitializerDefinition } from '../definition';
import { readParams } from '../read-params';
import { computeFans, type Fans } from './fans';
import { VARIANCE_LAWS } from './fill';

const params: ParamSpecs = {
  scale: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 1e6,
    exclusiveMin: true,
    step: 0.5,
    label: { en: 'Scale', ko: '배율' },
    help: {
      en: 'A factor on the variance: 1 for tanh and SELU, 2 for ReLU.',
      ko: '분산에 곱하는 값입니다. tanh와 SELU에는 1, ReLU에는 2를 씁니다.',
    },
  },
  mode: {
    kind: 'choice',
    default: 'fan_in',
    options: [
      { value: 'fan_in', label: { en: 'fan_in (inputs of a unit)', ko: 'fan_in (유닛의 입력 수)' } },
      {
        value: 'fan_out',
        label: { en: 'fan_out (units behind an input)', ko: 'fan_out (입력이 닿는 유닛 수)' },
      },
      { value: 'fan_avg', label: { en: 'fan_avg (mean of both)', ko: 'fan_avg (둘의 평균)' } },
    ],
    label: { en: 'Mode', ko: '기준' },
    help: {
      en: 'The count that the variance is divided by. fan_in keeps the signal’s size going forward, fan_out that of the gradient going back.',
      ko: '분산을 나누는 수입니다. fan_in은 순전파 신호의 크기를, fan_out은 역전파 기울기의 크기를 유지합니다.',
    },
  },
  distribution: {
    kind: 'choice',
    default: 'truncated_normal',
    options: [{ value: 'truncated_normal' }, { value: 'untruncated_normal' }, { value: 'uniform' }],
    label: { en: 'Distribution', ko: '분포' },
    help: {
      en: 'The shape of the law. The variance is the same for all three.',
      ko: '분포의 모양입니다. 분산은 셋 모두 같습니다.',
    },
  },
};

const COUNTS: Readonly<Record<string, (fans: Fans) => number>> = {
  fan_in: ({ fanIn }) => fanIn,
  fan_out: ({ fanOut }) => fanOut,
  fan_avg: ({ fanIn, fanOut }) => (fanIn + fanOut) / 2,
};

/** What Glorot's, He's and LeCun's initializers are cases of (https://keras.io/api/layers/initializers/#variancescaling-class). */
export const varianceScaling: InitializerDefinition = {
  label: 'Variance scaling',
  summary: {
    en: 'The general form of Glorot, He and LeCun: numbers whose variance fits the size of the layer, with a scale of your own.',
    ko: 'Glorot, He, LeCun 초기화의 일반형입니다. 분산이 층의 크기에 맞는 수를 뽑으며 배율을 직접 정합니다.',
  },
  formula: 'mean 0, variance scale / n; n = fan_in, fan_out or their mean',
  params,
  fill(shape, config, uniform) {
    const read = readParams(params, config);
    const count = Math.max(1, COUNTS[read.text('mode')]!(computeFans(shape)));
    const law = VARIANCE_LAWS[read.text('distribution') as keyof typeof VARIANCE_LAWS];
    return law(shape, read.number('scale') / count, uniform);
  },
};
