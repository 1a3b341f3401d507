import type { Tensor, TensorFlow } from '../api';

/** Top, left, bottom, right. */
export type Pads = readonly [number, number, number, number];

/** Changes the order of an image's axes; where one of them is 1 in all, the numbers lie as they are. */
function reordered(tf: TensorFlow, x: Tensor, order: readonly number[], channels: number): Tensor {
  const cells = x.shape.slice(1).reduce((product, n) => product * n, 1);
  if (channels !== 1 && channels !== cells) return tf.transpose(x, [...order]);
  return tf.reshape(
    x,
    order.map((axis) => x.shape[axis]!),
  );
}

/** [batch, channels, height, width] to [batch, height, width, channels]: the order that TensorFlow has everywhere. */
export const channelsLast = (tf: TensorFlow, x: Tensor): Tensor =>
  reordered(tf, x, [0, 2, 3, 1], x.shape[1]!);

export const channelsFirst = (tf: TensorFlow, x: Tensor): Tensor =>
  reordered(tf, x, [0, 3, 1, 2], x.shape[3]!);

/** An image, channels last, with cells around it. */
export const padded = (tf: TensorFlow, x: Tensor, pads: Pads, value = 0): Tensor => {
  const [top, left, bottom, right] = pads;
  if (pads.every((n) => n === 0)) return x;
  return tf.pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );
};

/** What `padded` has added is cut off again. */
export function cropped(tf: TensorFlow, x: Tensor, pads: Pads): Tensor {
  if (pads.every((n) => n === 0)) return x;
  const [top, left, bottom, right] = pads;
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return tf.slice(x, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels]);
}
