import type { MetricDefinition } from '../definition';
import { meanAbsoluteError as loss } from '../losses/mean-absolute-error';
import { meanPerSample } from '../targets';

export const meanAbsoluteError: MetricDefinition = {
  label: loss.label,
  summary: {
    en: 'By how much the predictions are off on average, in the unit of the targets.',
    ko: '예측이 평균적으로 얼마나 벗어나는지를 정답의 단위로 나타냅니다.',
  },
  formula: 'mean(|target − ŷ|)',
  params: {},
  unit: 'number',
  better: 'lower',
  perSample: (b, target, prediction) => meanPerSample(b, loss.unreduced(b, target, prediction, {})),
};
