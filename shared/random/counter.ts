/**
 * Counter-based random numbers: a number is a function of its key and index, never of a position in a stream, so that a
 * run can be stopped, killed and resumed to the same bits. The compiler emits the same arithmetic as ONNX ops.
 */

/** Chris Wellons' `lowbias32` integer hash (https://nullprogram.com/blog/2018/07/31/, public domain). */
export function mix32(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return x >>> 0;
}

/** Weyl increment: 2^32 divided by the golden ratio, odd. */
export const WEYL = 0x9e3779b9;

/** Folds numbers into one key: `keyOf(seed, purpose, layer, step)`. */
export const keyOf = (...parts: readonly number[]): number =>
  parts.reduce((key, part) => mix32(((key ^ part) + WEYL) >>> 0), 0);

/** A key part for a name. */
export function hashText(text: string): number {
  let key = 0;
  for (let i = 0; i < text.length; i++) key = mix32(((key ^ text.charCodeAt(i)) + WEYL) >>> 0);
  return key;
}

/** 32 random bits number `index` of `key`. */
export const bitsAt = (key: number, index: number): number => mix32((Math.imul(index, WEYL) + key) >>> 0);

/** Uniform in [0, 1) with 24 bits, exact in float32. */
export const uniformAt = (key: number, index: number): number => (bitsAt(key, index) >>> 8) * 2 ** -24;
