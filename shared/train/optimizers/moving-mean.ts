import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** `share · mean + (1 − share) · x`. */
export const movingMean = (b: IrBuilder, mean: IrValue, x: IrValue, share: number): IrValue =>
  b.add(b.mul(mean, b.scalar(share)), b.mul(x, b.scalar(1 - share)));
