import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** Keras's `backend.epsilon()`. */
export const EPSILON = 1e-7;

/** What goes into the softmax over the classes, or the sigmoid, that ends in `prediction`, if one does: Keras uses these logits in silence. */
export function logitsBehind(b: IrBuilder, prediction: IrValue, op: 'softmax' | 'sigmoid'): IrValue | null {
  const producer = b.producer(prediction);
  if (producer?.op !== op) return null;
  if (op === 'sigmoid') return producer.inputs[0]!;
  const rank = prediction.shape.length;
  const axis = producer.attrs['axis'] as number;
  return (axis < 0 ? axis + rank : axis) === engineChannelAxis(rank) ? producer.inputs[0]! : null;
}

/** Probabilities within [1e-7, 1 − 1e-7]; no gradient outside. */
export const clipped = (b: IrBuilder, p: IrValue): IrValue => b.clip(p, EPSILON, 1 - EPSILON);

/** `targets` with the share `smoothing` of their certainty spread over `count` possibilities. */
export const smoothed = (b: IrBuilder, targets: IrValue, smoothing: number, count: number): IrValue =>
  smoothing === 0 ? targets : b.add(b.mul(targets, b.scalar(1 - smoothing)), b.scalar(smoothing / count));

/** −Σ target · log p over the classes. */
export const crossEntropy = (b: IrBuilder, target: IrValue, logProbabilities: IrValue): IrValue =>
  b.neg(b.sum(b.mul(target, logProbabilities), [engineChannelAxis(target.shape.length)]));
