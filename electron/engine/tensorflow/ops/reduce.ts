import type { Tensor, TensorFlow } from '../api';
import type { TensorOp } from './definition';

type Reduction = (tf: TensorFlow, x: Tensor, axes: number[], keepDims: boolean) => Tensor;

const reduction =
  (reduce: Reduction): TensorOp =>
  ({ tf, inputs: [x], attrs }) => {
    const axes = [...(attrs['axes'] as readonly number[])];
    return axes.length === 0 ? x! : reduce(tf, x!, axes, attrs['keepDims'] === true);
  };

/** TensorFlow has them along the last axis alone. */
const alongLast =
  (f: (tf: TensorFlow, x: Tensor) => Tensor): TensorOp =>
  ({ tf, inputs, attrs }) => {
    const x = inputs[0]!;
    const axis = ((attrs['axis'] as number) + x.rank) % x.rank;
    if (axis === x.rank - 1) return f(tf, x);
    // Changing places with the last axis is its own inverse.
    const swap = x.shape.map((_, i) => (i === axis ? x.rank - 1 : i === x.rank - 1 ? axis : i));
    return tf.transpose(f(tf, tf.transpose(x, swap)), swap);
  };

/** Ops along axes. */
export const REDUCTIONS: Readonly<Record<string, TensorOp>> = {
  sum: reduction((tf, x, axes, keepDims) => tf.sum(x, axes, keepDims)),
  mean: reduction((tf, x, axes, keepDims) => tf.mean(x, axes, keepDims)),
  max: reduction((tf, x, axes, keepDims) => tf.max(x, axes, keepDims)),
  softmax: alongLast((tf, x) => tf.softmax(x)),
  logSoftmax: alongLast((tf, x) => tf.logSoftmax(x)),
  argMax: ({ tf, inputs: [x], attrs }) => tf.argMax(x!, attrs['axis'] as number),
};
