import type { ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis } from '#shared/graph/shape';
import type { LossDefinition } from '../definition';
import { readParams } from '../read-params';
import { shapedLike } from '../targets';
import { fromLogitsParam, labelSmoothingParam } from './params';
import { clipped, crossEntropy, logitsBehind, smoothed } from './probabilities';

const params: ParamSpecs = { fromLogits: fromLogitsParam, labelSmoothing: labelSmoothingParam };

export const categoricalCrossentropy: LossDefinition = {
  label: 'Categorical cross-entropy',
  summary: {
    en: 'How surprised the network is by the true class, for one-hot targets. The usual loss for several classes with softmax.',
    ko: '원-핫 정답에 대해 신경망이 참 클래스에 얼마나 낮은 확률을 주었는지를 잽니다. softmax로 여러 클래스를 나눌 때 쓰는 기본 손실입니다.',
  },
  formula: 'L = −Σ_c target_c · ln(p_c)',
  params,
  targets: 'one-hot',
  prediction: 'probabilities',
  unreduced(b, target, prediction, given) {
    const read = readParams(params, given);
    const axis = engineChannelAxis(prediction.shape.length);
    const truth = shapedLike(b, target, prediction);
    const classes = prediction.shape[axis]!;
    const logits = read.flag('fromLogits') ? prediction : logitsBehind(b, prediction, 'softmax');
    // Without logits Keras first divides each row by its sum, and the gradient goes through that.
    const log = logits
      ? b.logSoftmax(logits, axis)
      : b.log(clipped(b, b.div(prediction, b.sum(prediction, [axis], true))));
    return crossEntropy(b, smoothed(b, truth, read.number('labelSmoothing'), classes), log);
  },
};
