import type { Attrs } from '#shared/ops/ir';
import type { Tensor, TensorFlow } from '../api';
import type { TensorOp } from './definition';
import { cropped, padded, type Pads } from './images';
import { flavorOf } from './flavors';

interface Window {
  readonly strides: readonly [number, number];
  readonly pads: Pads;
  readonly dilations: readonly [number, number];
  readonly groups: number;
}

const windowOf = (attrs: Attrs): Window => attrs as unknown as Window;

/** [out, in / groups, height, width] to TensorFlow's order, with zeros between its cells where it is dilated. */
function toKernel(tf: TensorFlow, kernel: Tensor, [down, across]: readonly [number, number]): Tensor {
  const turned = tf.transpose(kernel, [2, 3, 1, 0]);
  if (down === 1 && across === 1) return turned;
  const [height, width, input, output] = turned.shape as [number, number, number, number];
  const cells = tf.reshape(turned, [height, 1, width, 1, input * output]);
  const apart = tf.pad(cells, [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(apart, [height * down, width * across, input, output]);
  return tf.slice(whole, [0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * across + 1, input, output]);
}

/** How large it is with what is between its cells. */
const reach = (size: readonly number[], { dilations }: Window): [number, number] => [
  (size[0]! - 1) * dilations[0] + 1,
  (size[1]! - 1) * dilations[1] + 1,
];

/** Convolutions and their gradients; images come and go with channels last, kernels as the compiler has them. */
export const CONVOLUTIONS: Readonly<Record<string, TensorOp>> = {
  conv2d: ({ tf, inputs, attrs }) => {
    const window = windowOf(attrs);
    const [x, kernel] = [inputs[0]!, inputs[1]!];
    const image = padded(tf, x, window.pads);
    const flavor = flavorOf(window.groups, kernel.shape[1]!, window.strides);
    return flavor.forward(tf, image, toKernel(tf, kernel, window.dilations), window.strides);
  },
  conv2dInputGradient: ({ tf, inputs, attrs }) => {
    const window = windowOf(attrs);
    const [dy, kernel] = [inputs[0]!, inputs[1]!];
    const [batch, channels, height, width] = attrs['shape'] as readonly [number, number, number, number];
    const [top, left, bottom, right] = window.pads;
    const shape = [batch, height + top + bottom, width + left + right, channels] as const;
    const flavor = flavorOf(window.groups, kernel.shape[1]!, window.strides);
    const turned = toKernel(tf, kernel, window.dilations);
    const whole = flavor.toImage(tf, dy, turned, window.strides, shape);
    return cropped(tf, whole, window.pads);
  },
  /** Of the image and the gradient of the result; made by `tensorflowLowering`. */
  conv2dKernelGradient: ({ tf, inputs, outputs: [output], attrs }) => {
    const window = windowOf(attrs);
    const [x, dy] = [inputs[0]!, inputs[1]!];
    const [out, perGroup, ...size] = attrs['shape'] as readonly [number, number, number, number];
    const image = padded(tf, x, window.pads);
    const shape = [...reach(size, window), perGroup, out] as const;
    const flavor = flavorOf(window.groups, perGroup, window.strides);
    const whole = flavor.toKernel(tf, image, dy, window.strides, shape);
    const kernel = tf.stridedSlice(whole, [0, 0, 0, 0], [...shape], [...window.dilations, 1, 1]);
    return tf.reshape(tf.transpose(kernel, [3, 2, 0, 1]), [...output!.shape]);
  },
  im2col: ({ tf, inputs, outputs: [output], attrs }) => {
    const window = windowOf(attrs);
    const { strides, dilations, pads } = window;
    const size = attrs['size'] as readonly [number, number];
    const image = padded(tf, inputs[0]!, pads);
    const [batch, height, width, channels] = image.shape as [number, number, number, number];
    const [high, wide] = reach(size, window);
    const cells = Array.from({ length: size[0] * size[1] }, (_, cell) => {
      const [top, left] = [Math.floor(cell / size[1]) * dilations[0], (cell % size[1]) * dilations[1]];
      const end = [batch, height - high + top + 1, width - wide + left + 1, channels];
      return tf.stridedSlice(image, [0, top, left, 0], end, [1, ...strides, 1]);
    });
    // [cell, batch, rows, columns, channels] to [batch, channels, cell, rows, columns].
    return tf.reshape(tf.transpose(tf.stack(cells), [1, 4, 0, 2, 3]), [...output!.shape]);
  },
};
