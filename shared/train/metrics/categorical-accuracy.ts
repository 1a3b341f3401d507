import type { MetricDefinition } from '../definition';
import { meanPerSample } from '../targets';
import { classesOfOneHot, classHits } from './hits';

export const categoricalAccuracy: MetricDefinition = {
  label: 'Categorical accuracy',
  summary: {
    en: 'The share of the samples whose largest output is the true class, for one-hot targets.',
    ko: '가장 큰 출력이 참 클래스인 샘플의 비율입니다. 정답이 원-핫일 때 씁니다.',
  },
  formula: 'samples with argmax(ŷ) = argmax(target) / all samples',
  params: {},
  targets: 'one-hot',
  unit: 'share',
  better: 'higher',
  perSample: (b, target, prediction) =>
    meanPerSample(b, b.cast(classHits(b, classesOfOneHot(b, target), prediction), 'float32')),
};
