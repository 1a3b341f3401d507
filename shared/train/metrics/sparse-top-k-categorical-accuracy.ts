import type { ParamSpecs } from '#shared/graph/params';
import type { MetricDefinition } from '../definition';
import { readParams } from '../read-params';
import { meanPerSample } from '../targets';
import { classesOfSparse, topKHits } from './hits';
import { kParam } from './params';

const params: ParamSpecs = { k: kParam };

export const sparseTopKCategoricalAccuracy: MetricDefinition = {
  label: 'Sparse top-k accuracy',
  summary: {
    en: 'The share of the samples whose true class is among the k largest outputs, for targets that are class numbers.',
    ko: '참 클래스가 가장 큰 출력 k개 안에 드는 샘플의 비율입니다. 정답이 클래스 번호일 때 씁니다.',
  },
  formula: 'samples with target among the k largest ŷ / all samples',
  params,
  targets: 'sparse',
  unit: 'share',
  better: 'higher',
  perSample(b, target, prediction, given) {
    const truth = classesOfSparse(b, target, prediction);
    return meanPerSample(b, topKHits(b, truth, prediction, readParams(params, given).number('k')));
  },
};
