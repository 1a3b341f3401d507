import type { Shape } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { Pair } from './window';

/** Where the largest centred part of the image with the ratio of the target lies; fractions are cut off as TensorFlow casts to int32. */
export function ratioCrop(
  image: Shape,
  [height, width]: Pair,
): { readonly size: Pair; readonly start: Pair } {
  const limit = (wanted: number, most: number) => Math.max(Math.min(most, Math.trunc(wanted)), 1);
  const size = [
    limit(Math.fround(image[1]! * height) / width, image[0]!),
    limit(Math.fround(image[0]! * width) / height, image[1]!),
  ] as const;
  return { size, start: [Math.trunc((image[0]! - size[0]) / 2), Math.trunc((image[1]! - size[1]) / 2)] };
}

/** That part of images [batch, channels, height, width]; `image` is their Keras shape. */
export function cropToRatio(b: IrBuilder, x: IrValue, image: Shape, target: Pair): IrValue {
  const { size, start } = ratioCrop(image, target);
  if (size[0] === image[0] && size[1] === image[1]) return x;
  const [batch, channels] = x.shape as [number, number];
  return b.slice(x, [0, 0, ...start], [batch, channels, start[0] + size[0], start[1] + size[1]]);
}
