import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossDefinition } from './definition';
import { meanPerSample, oneHotLike, shapedLike } from './targets';

/** Keras's `backend.epsilon()`. */
const EPSILON = 1e-7;

/** What goes into the softmax that ends in `prediction`, if one over `axis` does. */
function logitsBehind(b: IrBuilder, prediction: IrValue, op: 'softmax' | 'sigmoid'): IrValue | null {
  const producer = b.producer(prediction);
  if (producer?.op !== op) return null;
  if (op === 'sigmoid') return producer.inputs[0]!;
  const rank = prediction.shape.length;
  const axis = producer.attrs['axis'] as number;
  return (axis < 0 ? axis + rank : axis) === engineChannelAxis(rank) ? producer.inputs[0]! : null;
}

/** −Σ target · log p over the classes: from logits where there are some, else from clipped probabilities. */
function crossEntropy(
  b: IrBuilder,
  target: IrValue,
  prediction: IrValue,
  logProbability: (axis: number) => IrValue,
): IrValue {
  const axis = engineChannelAxis(prediction.shape.length);
  const logits = logitsBehind(b, prediction, 'softmax');
  const log = logits ? b.logSoftmax(logits, axis) : logProbability(axis);
  return meanPerSample(b, b.neg(b.sum(b.mul(target, log), [axis])));
}

const clipped = (b: IrBuilder, p: IrValue): IrValue => b.clip(p, EPSILON, 1 - EPSILON);

/**
 * By Keras's names, with the numerics of Keras 3 on TensorFlow (https://keras.io/api/losses/): a cross-entropy right after a softmax or sigmoid
 * uses the logits behind it; otherwise probabilities are clipped to [1e-7, 1 − 1e-7].
 */
export const LOSSES: Readonly<Record<string, LossDefinition>> = {
  categorical_crossentropy: {
    label: 'Categorical cross-entropy',
    summary: {
      en: 'How surprised the network is by the true class, for one-hot targets. The usual loss for several classes with softmax.',
      ko: '원-핫 정답에 대해 신경망이 참 클래스에 얼마나 낮은 확률을 주었는지를 잽니다. softmax로 여러 클래스를 나눌 때 쓰는 기본 손실입니다.',
    },
    formula: 'L = −Σ_c target_c · ln(p_c)',
    targets: 'one-hot',
    perSample: (b, target, prediction) =>
      crossEntropy(b, shapedLike(b, target, prediction), prediction, (axis) =>
        b.log(clipped(b, b.div(prediction, b.sum(prediction, [axis], true)))),
      ),
  },
  sparse_categorical_crossentropy: {
    label: 'Sparse categorical cross-entropy',
    summary: {
      en: 'The same loss for targets that are class numbers (0, 1, 2, …) instead of one-hot rows.',
      ko: '같은 손실이지만 정답이 원-핫이 아니라 클래스 번호(0, 1, 2, …)일 때 씁니다.',
    },
    formula: 'L = −ln(p_target)',
    targets: 'sparse',
    // Without logits Keras takes the clipped log-probabilities for logits, which normalizes them.
    perSample: (b, target, prediction) =>
      crossEntropy(b, oneHotLike(b, target, prediction), prediction, (axis) =>
        b.logSoftmax(b.log(clipped(b, prediction)), axis),
      ),
  },
  binary_crossentropy: {
    label: 'Binary cross-entropy',
    summary: {
      en: 'For yes-or-no questions: one unit with sigmoid, targets 0 or 1.',
      ko: '예/아니요 문제에 씁니다. sigmoid를 쓰는 유닛 하나와 0 또는 1인 정답이 필요합니다.',
    },
    formula: 'L = −(target · ln(p) + (1 − target) · ln(1 − p))',
    targets: 'binary',
    perSample: (b, target, prediction) => {
      const truth = shapedLike(b, target, prediction);
      const logits = logitsBehind(b, prediction, 'sigmoid');
      if (logits) return meanPerSample(b, b.sub(b.softplus(logits), b.mul(truth, logits)));
      const p = clipped(b, prediction);
      const one = b.scalar(1);
      const yes = b.mul(truth, b.log(p));
      const no = b.mul(b.sub(one, truth), b.log(b.sub(one, p)));
      return meanPerSample(b, b.neg(b.add(yes, no)));
    },
  },
  mean_squared_error: {
    label: 'Mean squared error',
    summary: {
      en: 'The mean of the squared differences: for predicting numbers rather than classes.',
      ko: '차이를 제곱해 평균 냅니다. 클래스가 아니라 수를 예측할 때 씁니다.',
    },
    formula: 'L = mean((target − ŷ)²)',
    targets: 'any',
    perSample: (b, target, prediction) => {
      const difference = b.sub(prediction, shapedLike(b, target, prediction));
      return meanPerSample(b, b.mul(difference, difference));
    },
  },
};
