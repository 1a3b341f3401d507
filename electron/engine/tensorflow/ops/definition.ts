import type { Attrs, ValueType } from '#shared/ops/ir';
import type { Operand, Tensor, TensorFlow } from '../api';

/** One op of a graph with what it is given. */
export interface OpCall<Input = Tensor> {
  readonly tf: TensorFlow;
  readonly inputs: readonly Input[];
  readonly attrs: Attrs;
  readonly outputs: readonly ValueType[];
}

/** Computes an IR op with tensors. What else it makes on the way is cleared away by the caller. */
export type TensorOp = (call: OpCall) => Tensor | readonly Tensor[];

/** As `TensorOp`, with numbers that are on the host. */
export type HostOp = (call: OpCall<Operand>) => Operand;
