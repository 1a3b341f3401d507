import type { LossDefinition } from '../definition';
import { meanOfLast, shapedLike } from '../targets';

export const meanAbsoluteError: LossDefinition = {
  label: 'Mean absolute error',
  summary: {
    en: 'The mean of the differences without their sign. Single far-off samples weigh less than in the squared error.',
    ko: '차이의 절댓값을 평균 냅니다. 크게 벗어난 몇몇 샘플의 영향이 제곱 오차보다 작습니다.',
  },
  formula: 'L = mean(|target − ŷ|)',
  params: {},
  targets: 'any',
  prediction: 'numbers',
  unreduced: (b, target, prediction) =>
    meanOfLast(b, b.abs(b.sub(shapedLike(b, target, prediction), prediction))),
};
