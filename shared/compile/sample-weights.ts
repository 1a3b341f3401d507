import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { TargetSpec } from './program';

/** Labels as `TargetSpec.encoding` says, and what each sample counts, [batch]; null when all count the same. */
export interface WeightedLabels {
  readonly labels: IrValue;
  readonly weight: IrValue | null;
}

/** Takes the targets that the host has written apart. */
export function weightedLabels(
  b: IrBuilder,
  { encoding, shape, isWeighted = false }: TargetSpec,
  y: IrValue,
): WeightedLabels {
  if (!isWeighted) return { labels: y, weight: null };
  const batch = y.shape[0]!;
  const [labels, weight] = b.split(y, 1, [shape[0]! - 1, 1]) as [IrValue, IrValue];
  // A class number is whole: float32 holds it exactly.
  const plain = encoding === 'sparse' ? b.cast(b.reshape(labels, [batch]), 'int32') : labels;
  return { labels: plain, weight: b.reshape(weight, [batch]) };
}

/** Several factors of each sample as one; null when there is none. */
export const productOf = (b: IrBuilder, factors: readonly (IrValue | null)[]): IrValue | null =>
  factors
    .filter((factor) => factor !== null)
    .reduce<IrValue | null>((product, factor) => (product ? b.mul(product, factor) : factor), null);
