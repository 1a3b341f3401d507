import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** `x` with mean 0 and biased variance 1 over `axes`; centred before squaring, or digits would be lost. */
export function standardize(b: IrBuilder, x: IrValue, axes: readonly number[], epsilon: number): IrValue {
  const centred = b.sub(x, b.mean(x, axes, true));
  const variance = b.mean(b.mul(centred, centred), axes, true);
  return b.mul(centred, b.reciprocal(b.sqrt(b.add(variance, b.scalar(epsilon)))));
}
