import type { MetricDefinition } from '../definition';
import { meanPerSample } from '../targets';
import { classesOfSparse, classHits } from './hits';

export const sparseCategoricalAccuracy: MetricDefinition = {
  label: 'Sparse categorical accuracy',
  summary: {
    en: 'The share of the samples whose largest output is the true class, for targets that are class numbers.',
    ko: '가장 큰 출력이 참 클래스인 샘플의 비율입니다. 정답이 클래스 번호일 때 씁니다.',
  },
  formula: 'samples with argmax(ŷ) = target / all samples',
  params: {},
  targets: 'sparse',
  unit: 'share',
  better: 'higher',
  perSample: (b, target, prediction) =>
    meanPerSample(b, b.cast(classHits(b, classesOfSparse(b, target, prediction), prediction), 'float32')),
};
