import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { readParams } from '../read-params';

/** Parameters that limit the gradient, in the order in which the first that is set works. */
export const CLIP_LIMITS = ['clipnorm', 'globalClipnorm', 'clipvalue'] as const;

/**
 * The flat gradient within the limits that are set, of which Keras allows one: `clipnorm` for the norm of each of the `segments`, `globalClipnorm` for
 * all together, `clipvalue` for every number.
 */
export function clipGradient(
  b: IrBuilder,
  gradient: IrValue,
  segments: readonly number[],
  read: ReturnType<typeof readParams>,
): IrValue {
  const [norm, globalNorm, value] = CLIP_LIMITS.map((name) => read.optional(name)) as [
    number | null,
    number | null,
    number | null,
  ];
  if (norm !== null) {
    const pieces = b.split(gradient, 0, segments).map((piece) => shorten(b, piece, norm));
    return pieces.length === 1 ? pieces[0]! : b.concat(pieces, 0);
  }
  if (globalNorm !== null) return shorten(b, gradient, globalNorm);
  return value === null ? gradient : b.clip(gradient, -value, value);
}

/** `x` no longer than `limit`, in the same direction. */
function shorten(b: IrBuilder, x: IrValue, limit: number): IrValue {
  const length = b.sqrt(b.sum(b.mul(x, x), [0]));
  return b.mul(x, b.div(b.scalar(limit), b.maximum(length, b.scalar(limit))));
}
