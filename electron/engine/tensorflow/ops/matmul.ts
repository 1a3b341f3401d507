import { broadcastShapes, equalShapes } from '#shared/ops/shapes';
import type { Tensor, TensorFlow } from '../api';
import type { TensorOp } from './definition';

/** Matrix product of the last two axes; the axes before them broadcast. */
export const matmul: TensorOp = ({ tf, inputs, outputs: [output], attrs }) => {
  const [a, b] = [inputs[0]!, inputs[1]!];
  const [transposeA, transposeB] = [attrs['transposeA'] === true, attrs['transposeB'] === true];
  if (a.rank > 2 && b.rank === 2 && !transposeA) {
    // One product of tall matrices instead of many small ones.
    const rows = tf.reshape(a, [-1, a.shape.at(-1)!]);
    return tf.reshape(tf.matMul(rows, b, false, transposeB), [...output!.shape]);
  }
  const lead = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return tf.matMul(spread(tf, a, lead), spread(tf, b, lead), transposeA, transposeB);
};

/** Repeated so that its leading axes are these: not every backend broadcasts more than one of them. */
function spread(tf: TensorFlow, x: Tensor, lead: readonly number[]): Tensor {
  const shape = [...lead, ...x.shape.slice(-2)];
  return equalShapes(x.shape, shape) ? x : tf.broadcastTo(x, shape);
}
