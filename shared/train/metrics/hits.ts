import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { classNumbers, oneHotLike, shapedLike } from '../targets';

/** bool: which outputs lie on the right side of the threshold; exactly on it counts as 0. */
export const binaryHits = (b: IrBuilder, target: IrValue, prediction: IrValue, threshold: number): IrValue =>
  b.equal(shapedLike(b, target, prediction), b.cast(b.greater(prediction, b.scalar(threshold)), 'float32'));

/** int64 class numbers from one-hot targets, the first of equal ones. */
export const classesOfOneHot = (b: IrBuilder, target: IrValue): IrValue =>
  b.argMax(target, engineChannelAxis(target.shape.length));

/** int64 class numbers from sparse targets. */
export const classesOfSparse = (b: IrBuilder, target: IrValue, prediction: IrValue): IrValue =>
  b.cast(classNumbers(b, target, prediction), 'int64');

/** bool: where the largest output (the first of equal ones) is the true class. */
export const classHits = (b: IrBuilder, truth: IrValue, prediction: IrValue): IrValue =>
  b.equal(truth, b.argMax(prediction, engineChannelAxis(prediction.shape.length)));

/** float32 0 or 1: where fewer than k outputs are larger than that of the true class, so that ties with the k-th count; NaN is never right. */
export function topKHits(b: IrBuilder, truth: IrValue, prediction: IrValue, k: number): IrValue {
  const axis = engineChannelAxis(prediction.shape.length);
  const isTruth = b.greater(oneHotLike(b, truth, prediction), b.scalar(0.5));
  // No product: 0 · ∞ is not 0.
  const score = b.sum(b.where(isTruth, prediction, b.scalar(0)), [axis], true);
  const larger = b.cast(b.greater(prediction, score), 'float32');
  const isAmong = b.cast(b.greater(b.scalar(k), b.sum(larger, [axis])), 'float32');
  const isNumber = b.cast(b.equal(score, score), 'float32');
  return b.mul(isAmong, b.reshape(isNumber, isAmong.shape));
}
