import { engineChannelAxis } from '#shared/graph/shape';
import type { LossDefinition } from '../definition';
import { shapedLike } from '../targets';

export const categoricalHinge: LossDefinition = {
  label: 'Categorical hinge',
  summary: {
    en: 'Hinge for several classes: the true class should lead the best of the others by 1. One-hot targets, last layer without softmax.',
    ko: '여러 클래스를 위한 hinge입니다. 참 클래스가 나머지 중 가장 큰 것보다 1 이상 앞서야 합니다. 정답은 원-핫이고 마지막 층에는 softmax를 쓰지 않습니다.',
  },
  formula: 'L = max(max_c((1 − target_c) · ŷ_c) − Σ_c target_c · ŷ_c + 1, 0)',
  params: {},
  targets: 'one-hot',
  prediction: 'scores',
  unreduced(b, target, prediction) {
    const axis = engineChannelAxis(prediction.shape.length);
    const truth = shapedLike(b, target, prediction);
    const right = b.sum(b.mul(truth, prediction), [axis]);
    const wrong = b.max(b.mul(b.sub(b.scalar(1), truth), prediction), [axis]);
    return b.maximum(b.add(b.sub(wrong, right), b.scalar(1)), b.scalar(0));
  },
};
