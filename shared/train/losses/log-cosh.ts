import type { LossDefinition } from '../definition';
import { meanOfLast, shapedLike } from '../targets';

export const logCosh: LossDefinition = {
  label: 'Log-cosh',
  summary: {
    en: 'Nearly half the squared error when small, nearly the absolute error when large, and smooth everywhere.',
    ko: '오차가 작을 때는 제곱 오차의 절반에, 클 때는 절대 오차에 가깝고 어디서나 매끄럽습니다.',
  },
  formula: 'L = mean(ln(cosh(ŷ − target)))',
  params: {},
  targets: 'any',
  prediction: 'numbers',
  unreduced(b, target, prediction) {
    const error = b.sub(prediction, shapedLike(b, target, prediction));
    // ln(cosh(e)) = e + ln(1 + e^−2e) − ln 2, which does not overflow.
    const tail = b.softplus(b.mul(error, b.scalar(-2)));
    return meanOfLast(b, b.sub(b.add(error, tail), b.scalar(Math.LN2)));
  },
};
