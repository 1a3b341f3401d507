import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { Parts } from './images';

type Shape4 = readonly [number, number, number, number];

export const ONE_BY_ONE = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] } as const;

/** A vector [channels], or a scalar for all of them, filled up with zeros to [length]. */
export function fillUp(b: IrBuilder, vector: IrValue, channels: number, length: number): IrValue {
  const all = vector.shape.length === 0 ? b.broadcast(vector, [channels]) : vector;
  return channels === length ? all : b.pad(all, [0], [length - channels]);
}

/**
 * factor · image + shift + sum, by channel, as a convolution of each channel with a kernel of one cell: one pass on all cores. Vectors are
 * filled up.
 */
export function affine(
  b: IrBuilder,
  part: IrValue,
  factor: IrValue,
  { shift, sum, relu = false }: { readonly shift?: IrValue; readonly sum?: IrValue; readonly relu?: boolean },
): IrValue {
  const channels = part.shape[1]!;
  const kernel = b.reshape(factor, [channels, 1, 1, 1]);
  return b.op('blockedConv', [part, kernel, ...(shift ? [shift] : []), ...(sum ? [sum] : [])], {
    ...ONE_BY_ONE,
    groups: channels,
    bias: shift !== undefined,
    relu,
  });
}

/** One factor [batch, channels] for each channel of each image. */
export function scalePlanes(b: IrBuilder, part: IrValue, factor: IrValue): IrValue {
  const [batch, channels, height, width] = part.shape as Shape4;
  const flat = b.reshape(part, [1, batch * channels, height, width]);
  return b.reshape(affine(b, flat, b.reshape(factor, [batch * channels]), {}), part.shape);
}

const addAll = (b: IrBuilder, values: readonly IrValue[]): IrValue =>
  values.reduce((sum, value) => b.add(sum, value));

/** [batch, channels · block] to the sum over the batch of the first `channels`: a product with ones is faster than ReduceSum. */
function overBatch(b: IrBuilder, rows: IrValue, channels: number): IrValue {
  const [batch, length] = rows.shape as readonly [number, number];
  const ones = b.broadcast(b.scalar(1), [1, batch]);
  const sum = b.reshape(b.matmul(ones, rows), [length]);
  return length === channels ? sum : b.slice(sum, [0], [channels]);
}

/** The sum of each channel over batch, height and width: [channels]. */
export function channelSums(b: IrBuilder, parts: Parts, channels: number): IrValue {
  const [batch, length, height, width] = parts[0]!.shape as Shape4;
  const means = parts.map((part) => b.reshape(b.op('blockedMean', [part]), [batch, length]));
  return b.mul(overBatch(b, addAll(b, means), channels), b.scalar(height * width));
}

/** The mean of each channel of each image: [batch, channels]. */
export function planeMeans(b: IrBuilder, parts: Parts, channels: number): IrValue {
  const [batch, length] = parts[0]!.shape as Shape4;
  const means = addAll(
    b,
    parts.map((part) => b.reshape(b.op('blockedMean', [part]), [batch, length])),
  );
  const mean = parts.length === 1 ? means : b.mul(means, b.scalar(1 / parts.length));
  return length === channels ? mean : b.slice(mean, [0, 0], [batch, channels]);
}

/** The sum of each channel of the product of two images: [channels]. One image is the kernel of the other, channel by channel, so that no product is written. */
export function channelDots(b: IrBuilder, left: Parts, right: Parts, channels: number): IrValue {
  const [batch, length, height, width] = left[0]!.shape as Shape4;
  const dots = left.map((part, i) => {
    const image = b.reshape(part, [1, batch * length, height, width]);
    const kernel = b.reshape(right[i]!, [batch * length, 1, height, width]);
    const dot = b.op('blockedConv', [image, kernel], {
      ...ONE_BY_ONE,
      groups: batch * length,
      bias: false,
      relu: false,
    });
    return b.reshape(dot, [batch, length]);
  });
  return overBatch(b, addAll(b, dots), channels);
}
