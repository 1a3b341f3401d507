import type { Tensor, TensorFlow } from '../api';
import type { TensorOp } from './definition';

const one =
  (f: (tf: TensorFlow, x: Tensor) => Tensor): TensorOp =>
  ({ tf, inputs }) =>
    f(tf, inputs[0]!);

const two =
  (f: (tf: TensorFlow, a: Tensor, b: Tensor) => Tensor): TensorOp =>
  ({ tf, inputs }) =>
    f(tf, inputs[0]!, inputs[1]!);

/** Ops that compute number by number. */
export const ELEMENTWISE: Readonly<Record<string, TensorOp>> = {
  add: two((tf, a, b) => tf.add(a, b)),
  sub: two((tf, a, b) => tf.sub(a, b)),
  mul: two((tf, a, b) => tf.mul(a, b)),
  div: two((tf, a, b) => tf.div(a, b)),
  pow: two((tf, a, b) => tf.pow(a, b)),
  maximum: two((tf, a, b) => tf.maximum(a, b)),
  minimum: two((tf, a, b) => tf.minimum(a, b)),
  equal: two((tf, a, b) => tf.equal(a, b)),
  greater: two((tf, a, b) => tf.greater(a, b)),
  where: ({ tf, inputs: [condition, a, b] }) => tf.where(condition!, a!, b!),
  neg: one((tf, x) => tf.neg(x)),
  abs: one((tf, x) => tf.abs(x)),
  sign: one((tf, x) => tf.sign(x)),
  // tf.step looks for NaN first, in four passes.
  step: one((tf, x) => tf.cast(tf.greater(x, 0), 'float32')),
  exp: one((tf, x) => tf.exp(x)),
  log: one((tf, x) => tf.log(x)),
  sqrt: one((tf, x) => tf.sqrt(x)),
  reciprocal: one((tf, x) => tf.reciprocal(x)),
  relu: one((tf, x) => tf.relu(x)),
  sigmoid: one((tf, x) => tf.sigmoid(x)),
  tanh: one((tf, x) => tf.tanh(x)),
  sin: one((tf, x) => tf.sin(x)),
  cos: one((tf, x) => tf.cos(x)),
  floor: one((tf, x) => tf.floor(x)),
  erf: one((tf, x) => tf.erf(x)),
  softplus: one((tf, x) => tf.softplus(x)),
  clip: ({ tf, inputs: [x], attrs }) => tf.clipByValue(x!, attrs['min'] as number, attrs['max'] as number),
};
