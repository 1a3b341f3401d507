import type { ParamSpecs } from '#shared/graph/params';
import type { MetricDefinition } from '../definition';
import { readParams } from '../read-params';
import { meanPerSample } from '../targets';
import { classesOfOneHot, topKHits } from './hits';
import { kParam } from './params';

const params: ParamSpecs = { k: kParam };

export const topKCategoricalAccuracy: MetricDefinition = {
  label: 'Top-k accuracy',
  summary: {
    en: 'The share of the samples whose true class is among the k largest outputs, for one-hot targets.',
    ko: '참 클래스가 가장 큰 출력 k개 안에 드는 샘플의 비율입니다. 정답이 원-핫일 때 씁니다.',
  },
  formula: 'samples with target among the k largest ŷ / all samples',
  params,
  targets: 'one-hot',
  unit: 'share',
  better: 'higher',
  perSample: (b, target, prediction, given) =>
    meanPerSample(
      b,
      topKHits(b, classesOfOneHot(b, target), prediction, readParams(params, given).number('k')),
    ),
};
