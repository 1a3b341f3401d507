import type { Shape } from '#shared/graph/shape';

/**
 * A Keras axis (batch is 0, negative from the end) of a sample of `shape` as a non-negative Keras axis,
 * or null when there is no such axis or it is the batch.
 */
export function kerasAxis(axis: number, shape: Shape): number | null {
  const axes = shape.length + 1;
  const index = axis < 0 ? axis + axes : axis;
  return index >= 1 && index < axes ? index : null;
}

/** The engine's axis for a non-negative Keras axis: (batch, height, width, channels) is stored as [batch, channels, height, width]. */
export const engineAxis = (axis: number, shape: Shape): number =>
  shape.length === 3 ? [0, 2, 3, 1][axis]! : axis;

/** `values` (one a channel) as an engine shape that broadcasts along `axis` of a value of `rank` axes. */
export const alongAxis = (count: number, axis: number, rank: number): number[] =>
  Array.from({ length: rank }, (_, i) => (i === axis ? count : 1));
