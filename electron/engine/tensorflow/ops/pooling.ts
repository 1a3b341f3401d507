import type { Attrs } from '#shared/ops/ir';
import type { Tensor, TensorFlow } from '../api';
import type { TensorOp } from './definition';
import { cropped, padded, type Pads } from './images';

interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pads: Pads;
}

const windowOf = (attrs: Attrs): Window => attrs as unknown as Window;

/** Less than every other number: what is around an image is never its maximum. */
const LEAST = -3.4028234e38;

const pool = (tf: TensorFlow, name: 'MaxPool' | 'AvgPool', x: Tensor, { size, strides }: Window): Tensor =>
  tf.engine().runKernel<Tensor>(name, { x }, { filterSize: [...size], strides: [...strides], pad: 'valid' });

const gradient = (
  tf: TensorFlow,
  name: 'MaxPoolGrad' | 'AvgPoolGrad',
  inputs: Record<string, Tensor>,
  { size, strides }: Window,
): Tensor =>
  tf.engine().runKernel<Tensor>(name, inputs, { filterSize: [...size], strides: [...strides], pad: 'valid' });

/** For each window, by how much an average over all its cells is less than that over its real ones. */
function shares(
  tf: TensorFlow,
  { size, strides, pads }: Window,
  image: readonly number[],
  pooled: readonly number[],
): Tensor {
  const real = (i: 0 | 1, cell: number) => {
    const start = cell * strides[i] - pads[i];
    return Math.min(start + size[i], image[i]!) - Math.max(start, 0);
  };
  const [rows, columns] = pooled as [number, number];
  const data = Float32Array.from({ length: rows * columns }, (_, i) => {
    const cells = real(0, Math.floor(i / columns)) * real(1, i % columns);
    return (size[0] * size[1]) / cells;
  });
  return tf.tensor(data, [1, rows, columns, 1]);
}

const isPadded = ({ pads }: Window): boolean => pads.some((n) => n > 0);

/** Pooling of images, which come and go with channels last. */
export const POOLING: Readonly<Record<string, TensorOp>> = {
  maxPool2d: ({ tf, inputs, attrs }) => {
    const window = windowOf(attrs);
    const image = padded(tf, inputs[0]!, window.pads, LEAST);
    return pool(tf, 'MaxPool', image, window);
  },
  maxPool2dGradient: ({ tf, inputs, attrs }) => {
    const window = windowOf(attrs);
    const [x, y, dy] = inputs as readonly [Tensor, Tensor, Tensor];
    const input = padded(tf, x, window.pads, LEAST);
    const whole = gradient(tf, 'MaxPoolGrad', { dy, input, output: y }, window);
    return cropped(tf, whole, window.pads);
  },
  avgPool2d: ({ tf, inputs, outputs: [output], attrs }) => {
    const window = windowOf(attrs);
    const x = inputs[0]!;
    const mean = pool(tf, 'AvgPool', padded(tf, x, window.pads), window);
    return isPadded(window)
      ? tf.mul(mean, shares(tf, window, x.shape.slice(1, 3), output!.shape.slice(2)))
      : mean;
  },
  avgPool2dGradient: ({ tf, inputs, attrs }) => {
    const window = windowOf(attrs);
    const dy = inputs[0]!;
    const [batch, channels, height, width] = attrs['shape'] as readonly [number, number, number, number];
    const [top, left, bottom, right] = window.pads;
    const corrected = isPadded(window)
      ? tf.mul(dy, shares(tf, window, [height, width], dy.shape.slice(1, 3)))
      : dy;
    // Only its shape is looked at.
    const input = tf.zeros([batch, height + top + bottom, width + left + right, channels]);
    const whole = gradient(tf, 'AvgPoolGrad', { dy: corrected, input }, window);
    return cropped(tf, whole, window.pads);
  },
};
