import type { ParamSpecs } from '#shared/graph/params';
import type { InitializerDefinition } from '../definition';
import { readParams } from '../read-params';
import { fillWith } from './fill';

const bound = { kind: 'float', min: -1000, max: 1000, step: 0.1 } as const;

const params: ParamSpecs = {
  minval: {
    ...bound,
    default: -0.05,
    label: { en: 'Lowest', ko: '최솟값' },
    help: { en: 'The smallest number that can come out.', ko: '나올 수 있는 가장 작은 수입니다.' },
  },
  maxval: {
    ...bound,
    default: 0.05,
    label: { en: 'Highest', ko: '최댓값' },
    help: { en: 'The largest number that can come out.', ko: '나올 수 있는 가장 큰 수입니다.' },
  },
};

export const randomUniform: InitializerDefinition = {
  label: 'Random uniform',
  summary: {
    en: 'Uniform numbers in a fixed range (−0.05 … 0.05 unless changed), whatever the size of the layer.',
    ko: '층의 크기와 관계없이 정해진 범위(바꾸지 않으면 −0.05 … 0.05)에서 고르게 뽑습니다.',
  },
  formula: 'U(minval, maxval)',
  params,
  fill(shape, config, uniform) {
    const read = readParams(params, config);
    const [low, high] = [read.number('minval'), read.number('maxval')];
    return fillWith(shape, (i) => low + (high - low) * uniform(i));
  },
};
