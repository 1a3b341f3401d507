import type { Tensor, TensorFlow } from '../api';

type Pair = readonly [number, number];
type Shape4 = readonly [number, number, number, number];

/** A kind of convolution without padding, of images [batch, height, width, channels] with kernels [height, width, in / groups, out]. */
interface Flavor {
  forward(tf: TensorFlow, x: Tensor, kernel: Tensor, strides: Pair): Tensor;
  /** The gradient of an image of `shape`. */
  toImage(tf: TensorFlow, dy: Tensor, kernel: Tensor, strides: Pair, shape: Shape4): Tensor;
  /** The gradient of a kernel of `shape`. */
  toKernel(tf: TensorFlow, x: Tensor, dy: Tensor, strides: Pair, shape: Shape4): Tensor;
}

/** By the number of groups, and of the channels in each. */
export function flavorOf(groups: number, perGroup: number, [down, across]: Pair): Flavor {
  if (groups === 1) return plain;
  // TensorFlow's own depthwise convolution takes equal strides.
  return perGroup === 1 && down === across ? depthwise(groups) : grouped(groups);
}

const common = (strides: Pair) => ({ strides: [...strides], pad: 'valid', dataFormat: 'NHWC' });

/** What every backend has; the package has no functions for the gradients. */
const plain: Flavor = {
  forward: (tf, x, filter, strides) =>
    tf.engine().runKernel<Tensor>('Conv2D', { x, filter }, { ...common(strides), dilations: [1, 1] }),
  toImage: (tf, dy, filter, strides, inputShape) =>
    tf
      .engine()
      .runKernel<Tensor>(
        'Conv2DBackpropInput',
        { dy, filter },
        { ...common(strides), inputShape: [...inputShape] },
      ),
  toKernel: (tf, x, dy, strides, filterShape) =>
    tf
      .engine()
      .runKernel<Tensor>(
        'Conv2DBackpropFilter',
        { x, dy },
        { ...common(strides), filterShape: [...filterShape] },
      ),
};

/** Every channel alone; kernels are [height, width, channels, out / channels] for TensorFlow. */
function depthwise(channels: number): Flavor {
  const own = ([height, width, , out]: readonly number[]): Shape4 => [
    height!,
    width!,
    channels,
    out! / channels,
  ];
  const attrs = (strides: Pair) => ({ ...common(strides), dilations: [1, 1] });
  return {
    forward: (tf, x, kernel, strides) =>
      tf
        .engine()
        .runKernel<Tensor>(
          'DepthwiseConv2dNative',
          { x, filter: tf.reshape(kernel, [...own(kernel.shape)]) },
          attrs(strides),
        ),
    toImage: (tf, dy, kernel, strides, inputShape) =>
      tf
        .engine()
        .runKernel<Tensor>(
          'DepthwiseConv2dNativeBackpropInput',
          { dy, filter: tf.reshape(kernel, [...own(kernel.shape)]) },
          { ...attrs(strides), inputShape: [...inputShape] },
        ),
    toKernel: (tf, x, dy, strides, shape) =>
      tf.reshape(
        tf
          .engine()
          .runKernel<Tensor>(
            'DepthwiseConv2dNativeBackpropFilter',
            { x, dy },
            { ...attrs(strides), filterShape: [...own(shape)] },
          ),
        [...shape],
      ),
  };
}

/** One group after the other. */
function grouped(groups: number): Flavor {
  const parts = (tf: TensorFlow, x: Tensor) => tf.split(x, groups, 3);
  return {
    forward: (tf, x, kernel, strides) => {
      const kernels = parts(tf, kernel);
      return tf.concat(
        parts(tf, x).map((part, i) => plain.forward(tf, part, kernels[i]!, strides)),
        3,
      );
    },
    toImage: (tf, dy, kernel, strides, [batch, height, width, channels]) => {
      const kernels = parts(tf, kernel);
      const shape = [batch, height, width, channels / groups] as const;
      return tf.concat(
        parts(tf, dy).map((part, i) => plain.toImage(tf, part, kernels[i]!, strides, shape)),
        3,
      );
    },
    toKernel: (tf, x, dy, strides, [height, width, perGroup, out]) => {
      const images = parts(tf, x);
      const shape = [height, width, perGroup, out / groups] as const;
      return tf.concat(
        parts(tf, dy).map((part, i) => plain.toKernel(tf, images[i]!, part, strides, shape)),
        3,
      );
    },
  };
}
