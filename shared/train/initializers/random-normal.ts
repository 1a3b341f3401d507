import type { ParamSpecs } from '#shared/graph/params';
import type { InitializerDefinition } from '../definition';
import { normalQuantile } from '../normal';
import { readParams } from '../read-params';
import { fillWith } from './fill';
import { meanParam, stddevParam } from './params';

const params: ParamSpecs = { mean: meanParam, stddev: stddevParam };

export const randomNormal: InitializerDefinition = {
  label: 'Random normal',
  summary: {
    en: 'A bell curve of fixed width (0.05 unless changed), whatever the size of the layer.',
    ko: '층의 크기와 관계없이 폭이 일정한(바꾸지 않으면 0.05) 종 모양 분포에서 뽑습니다.',
  },
  formula: 'N(mean, stddev²)',
  params,
  fill(shape, config, uniform) {
    const read = readParams(params, config);
    const [mean, stddev] = [read.number('mean'), read.number('stddev')];
    return fillWith(shape, (i) => mean + stddev * normalQuantile(uniform(i)));
  },
};
