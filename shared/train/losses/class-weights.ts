import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossDefinition } from '../definition';

/**
 * The weight of every sample, [batch], from the weight of its class: Keras's `class_weight` of `fit`. Targets are one a sample, written as the
 * loss wants them.
 */
export function weightsByClass(
  b: IrBuilder,
  target: IrValue,
  encoding: LossDefinition['targets'],
  weights: readonly number[],
): IrValue {
  const batch = target.shape[0]!;
  const isOneHot = encoding === 'one-hot' || (encoding === 'any' && (target.shape[1] ?? 1) > 1);
  const classes = isOneHot
    ? b.argMax(target, -1)
    : b.cast(b.reshape(b.add(b.cast(target, 'float32'), b.scalar(0.5)), [batch]), 'int64');
  const table = b.constant(Float32Array.from(weights), [weights.length], 'float32');
  return b.sum(b.mul(b.oneHot(classes, weights.length), table), [1]);
}
