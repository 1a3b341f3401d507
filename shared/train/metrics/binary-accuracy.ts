import type { ParamSpecs } from '#shared/graph/params';
import type { MetricDefinition } from '../definition';
import { readParams } from '../read-params';
import { meanPerSample } from '../targets';
import { binaryHits } from './hits';
import { thresholdParam } from './params';

const params: ParamSpecs = { threshold: thresholdParam };

export const binaryAccuracy: MetricDefinition = {
  label: 'Binary accuracy',
  summary: {
    en: 'The share of the yes-or-no answers that are right; several answers of one sample count one by one.',
    ko: '예/아니요 답 가운데 맞은 비율입니다. 한 샘플에 답이 여럿이면 하나하나 셉니다.',
  },
  formula: 'answers with (ŷ > threshold) = target / all answers',
  params,
  unit: 'share',
  better: 'higher',
  perSample(b, target, prediction, given) {
    const threshold = readParams(params, given).number('threshold');
    return meanPerSample(b, b.cast(binaryHits(b, target, prediction, threshold), 'float32'));
  },
};
