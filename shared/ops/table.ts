import { BINARY_OPS } from './binary';
import { CONV_OPS } from './conv2d';
import type { OpDefinition } from './definition';
import { GATHER_OPS } from './gather';
import { matmul } from './matmul';
import { POOL_OPS } from './pool2d';
import { RANDOM_OPS } from './random';
import { REDUCE_OPS } from './reduce';
import { SHAPE_OPS } from './shape-ops';
import { SLICE_OPS } from './slice';
import { UNARY_OPS } from './unary';

/** Every IR op: its typing rule, its gradient and its ONNX form. */
export const OPS: Readonly<Record<string, OpDefinition>> = {
  ...BINARY_OPS,
  ...UNARY_OPS,
  ...REDUCE_OPS,
  ...SHAPE_OPS,
  ...SLICE_OPS,
  matmul,
  ...GATHER_OPS,
  ...CONV_OPS,
  ...POOL_OPS,
  ...RANDOM_OPS,
};
