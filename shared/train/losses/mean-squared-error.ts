import type { LossDefinition } from '../definition';
import { meanOfLast, shapedLike } from '../targets';

export const meanSquaredError: LossDefinition = {
  label: 'Mean squared error',
  summary: {
    en: 'The mean of the squared differences: for predicting numbers rather than classes.',
    ko: '차이를 제곱해 평균 냅니다. 클래스가 아니라 수를 예측할 때 씁니다.',
  },
  formula: 'L = mean((target − ŷ)²)',
  params: {},
  targets: 'any',
  prediction: 'numbers',
  unreduced(b, target, prediction) {
    const difference = b.sub(prediction, shapedLike(b, target, prediction));
    return meanOfLast(b, b.mul(difference, difference));
  },
};
