import type { LossDefinition } from '../definition';
import { meanOfLast, shapedLike } from '../targets';
import { EPSILON } from './probabilities';

export const poisson: LossDefinition = {
  label: 'Poisson',
  summary: {
    en: 'For counts (0, 1, 2, …), such as visitors an hour. The prediction must be above 0: end with softplus or exponential.',
    ko: '시간당 방문자 수 같은 개수(0, 1, 2, …)를 예측할 때 씁니다. 예측이 0보다 커야 하므로 softplus나 exponential로 끝냅니다.',
  },
  formula: 'L = mean(ŷ − target · ln(ŷ))',
  params: {},
  targets: 'any',
  prediction: 'numbers',
  unreduced(b, target, prediction) {
    const log = b.log(b.add(prediction, b.scalar(EPSILON)));
    return meanOfLast(b, b.sub(prediction, b.mul(shapedLike(b, target, prediction), log)));
  },
};
