import type { IrValue } from '#shared/ops/ir';
import type { LowerContext } from './definition';

/** 1 with probability 1 − rate, else 0, of `shape`; a function of (seed, layer, purpose, step, element). Training only. */
export function keepMask(
  { b, uniform }: LowerContext,
  shape: readonly number[],
  rate: number,
  purpose: string,
): IrValue {
  // A uniform number of 24 bits exceeds `rate` with probability 1 − rate, to within 2^-24.
  return b.cast(b.greater(uniform(shape, purpose), b.scalar(rate)), 'float32');
}

/** Standard normal numbers (Box and Muller 1958); a function of (seed, layer, purpose, step, element). Training only. */
export function normalNoise(
  { b, uniform }: LowerContext,
  shape: readonly number[],
  purpose: string,
): IrValue {
  // 1 − u lies in (0, 1], so that the logarithm is finite.
  const size = b.sub(b.scalar(1), uniform(shape, `${purpose} radius`));
  const radius = b.sqrt(b.mul(b.log(size), b.scalar(-2)));
  const angle = b.mul(uniform(shape, `${purpose} angle`), b.scalar(2 * Math.PI));
  return b.mul(radius, b.cos(angle));
}
