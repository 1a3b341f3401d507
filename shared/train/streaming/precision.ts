import type { StreamingMetricDefinition } from '../definition';
import { safeRatio } from './arrays';
import { thresholdParams, thresholdStream } from './threshold-counts';

export const precision: StreamingMetricDefinition = {
  label: 'Precision',
  summary: {
    en: 'Of what the network calls positive, the share that is. High precision: few false alarms.',
    ko: '신경망이 양성이라고 한 것 가운데 실제로 양성인 비율입니다. 정밀도가 높으면 헛된 경보가 적습니다.',
  },
  formula: 'true positives / (true positives + false positives)',
  params: thresholdParams,
  unit: 'share',
  better: 'higher',
  create: (params) =>
    thresholdStream(params, ({ truePositives, falsePositives }) =>
      safeRatio(truePositives, truePositives + falsePositives),
    ),
};
