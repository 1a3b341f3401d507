import type { StreamingMetricDefinition } from '../definition';
import { safeRatio } from './arrays';
import { thresholdParams, thresholdStream } from './threshold-counts';

export const recall: StreamingMetricDefinition = {
  label: 'Recall',
  summary: {
    en: 'Of what is positive, the share that the network finds. High recall: little is missed.',
    ko: '실제로 양성인 것 가운데 신경망이 찾아낸 비율입니다. 재현율이 높으면 놓치는 것이 적습니다.',
  },
  formula: 'true positives / (true positives + false negatives)',
  params: thresholdParams,
  unit: 'share',
  better: 'higher',
  create: (params) =>
    thresholdStream(params, ({ truePositives, falseNegatives }) =>
      safeRatio(truePositives, truePositives + falseNegatives),
    ),
};
