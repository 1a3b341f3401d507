import { sizeOf, type Shape } from '#shared/graph/shape';
import { hashText, keyOf, uniformAt } from '#shared/random/counter';

/** Layers whose masks can be told: how many numbers of the mask one sample has, and which of them a value of Keras's order belongs to. */
const MASKS: Readonly<
  Record<string, (shape: Shape) => { readonly size: number; readonly at: (index: number) => number }>
> = {
  Dropout: (shape) => ({ size: sizeOf(shape), at: engineIndex(shape) }),
  AlphaDropout: (shape) => ({ size: sizeOf(shape), at: engineIndex(shape) }),
  SpatialDropout2D: (shape) => ({ size: shape.at(-1)!, at: (index) => index % shape.at(-1)! }),
};

/** Images are channels first in the engine. */
function engineIndex(shape: Shape): (index: number) => number {
  if (shape.length !== 3) return (index) => index;
  const [height, width, channels] = shape as [number, number, number];
  return (index) => (index % channels) * height * width + Math.floor(index / channels);
}

/** Whether a layer type drops values by a mask of this kind. */
export const hasDropMask = (type: string): boolean => Object.hasOwn(MASKS, type);

/**
 * What a layer keeps (1) and drops (0) of sample `row` of the batch of the step after `step` others, in Keras's order; the same numbers as the compiled
 * step draws. `shape` is a sample's.
 */
export function dropMask(
  { type, name }: { readonly type: string; readonly name: string },
  rate: number,
  shape: Shape,
  { seed, step, row }: { readonly seed: number; readonly step: number; readonly row: number },
): Uint8Array {
  const { size, at } = MASKS[type]!(shape);
  const key = keyOf(seed, hashText('mask'), hashText(name), step);
  const threshold = Math.fround(rate);
  return Uint8Array.from({ length: sizeOf(shape) }, (_, index) =>
    uniformAt(key, row * size + at(index)) > threshold ? 1 : 0,
  );
}
