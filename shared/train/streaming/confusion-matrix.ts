import type { StreamingMetricDefinition } from '../definition';
import { confusion, confusionParams } from './confusion';

const params = confusionParams(true);

export const confusionMatrix: StreamingMetricDefinition = {
  label: 'Confusion matrix',
  summary: {
    en: 'How often each true class (row) was taken for each class (column). The diagonal is right; the rest shows what is mixed up.',
    ko: '참 클래스(행)를 어떤 클래스(열)로 예측했는지 센 표입니다. 대각선이 맞은 것이고, 나머지는 무엇을 혼동하는지 보여 줍니다.',
  },
  formula: 'M[true, predicted] = number of samples',
  params,
  unit: 'number',
  better: null,
  create(given) {
    const { matrix, ...stream } = confusion(params, given);
    return { ...stream, result: matrix };
  },
};
