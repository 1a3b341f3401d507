import { cast } from './cast';
import { CONVOLUTIONS } from './convolution';
import type { HostOp, TensorOp } from './definition';
import { ELEMENTWISE } from './elementwise';
import { matmul } from './matmul';
import { POOLING } from './pooling';
import { RANDOM } from './random';
import { REDUCTIONS } from './reduce';
import { SHAPES } from './shape';

/** Every IR op in TensorFlow, but for `HOST_OPS`. */
export const TENSOR_OPS: Readonly<Record<string, TensorOp>> = {
  ...ELEMENTWISE,
  ...REDUCTIONS,
  ...SHAPES,
  matmul,
  ...CONVOLUTIONS,
  ...POOLING,
};

/** Those whose inputs may be on the host. */
export const HOST_OPS: Readonly<Record<string, HostOp>> = { cast, ...RANDOM };
