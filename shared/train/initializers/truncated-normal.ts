import type { ParamSpecs } from '#shared/graph/params';
import type { InitializerDefinition } from '../definition';
import { truncatedNormalQuantile } from '../normal';
import { readParams } from '../read-params';
import { fillWith } from './fill';
import { meanParam, stddevParam } from './params';

const params: ParamSpecs = { mean: meanParam, stddev: stddevParam };

export const truncatedNormal: InitializerDefinition = {
  label: 'Truncated normal',
  summary: {
    en: 'Like random normal, without the numbers beyond two standard deviations.',
    ko: 'Random normal과 같지만 표준편차의 두 배를 넘는 수는 나오지 않습니다.',
  },
  formula: 'N(mean, stddev²) within 2 stddev',
  params,
  fill(shape, config, uniform) {
    const read = readParams(params, config);
    const [mean, stddev] = [read.number('mean'), read.number('stddev')];
    return fillWith(shape, (i) => mean + stddev * truncatedNormalQuantile(uniform(i)));
  },
};
