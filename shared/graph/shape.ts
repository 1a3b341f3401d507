/**
 * A shape as people see it: Keras's order, channels last, without the batch axis. `[28, 28, 25]`.
 * A scalar per sample is `[]`.
 */
export type Shape = readonly number[];

/** `28 × 28 × 25`; a shape without axes is `scalar`. */
export const formatShape = (shape: Shape): string => (shape.length === 0 ? 'scalar' : shape.join(' × '));

/** Number of elements of one sample. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/**
 * The engine's axes for a shape: batch first, and images with channels first (`[batch, C, H, W]`).
 * Only shapes of three axes are images; all others keep their order: `[batch, ...shape]`.
 */
export function internalShape(shape: Shape, batch: number): number[] {
  if (shape.length !== 3) return [batch, ...shape];
  const [height, width, channels] = shape as [number, number, number];
  return [batch, channels, height, width];
}

/**
 * Keras's last axis (channels, classes, features) in the engine. A value of four axes, batch included, is always an image, whose channels
 * lie at 1; every other value keeps Keras's order.
 */
export const engineChannelAxis = (rank: number): number => (rank === 4 ? 1 : rank - 1);
