import type { Tensor, TensorFlow } from '../api';

/** Top, left, bottom, right. */
export type Pads = readonly [number, number, number, number];

/** [batch, channels, height, width] to [batch, height, width, channels]: the order that TensorFlow has everywhere. */
export const channelsLast = (tf: TensorFlow, x: Tensor): Tensor => tf.transpose(x, [0, 2, 3, 1]);

export const channelsFirst = (tf: TensorFlow, x: Tensor): Tensor => tf.transpose(x, [0, 3, 1, 2]);

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
