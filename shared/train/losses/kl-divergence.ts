import { engineChannelAxis } from '#shared/graph/shape';
import type { LossDefinition } from '../definition';
import { shapedLike } from '../targets';
import { EPSILON } from './probabilities';

/** Kullback and Leibler 1951. */
export const klDivergence: LossDefinition = {
  label: 'KL divergence',
  summary: {
    en: 'How far the predicted probabilities are from the true ones: cross-entropy less what no network could avoid. For targets that are distributions.',
    ko: '예측한 확률이 실제 확률에서 얼마나 떨어져 있는지를 잽니다. 교차 엔트로피에서 어떤 신경망도 피할 수 없는 부분을 뺀 값입니다. 정답이 확률 분포일 때 씁니다.',
  },
  formula: 'L = Σ_c target_c · ln(target_c / p_c)',
  params: {},
  targets: 'one-hot',
  prediction: 'probabilities',
  unreduced(b, target, prediction) {
    const truth = b.clip(shapedLike(b, target, prediction), EPSILON, 1);
    const ratio = b.div(truth, b.clip(prediction, EPSILON, 1));
    return b.sum(b.mul(truth, b.log(ratio)), [engineChannelAxis(prediction.shape.length)]);
  },
};
