import type { IrBuilder } from './builder';
import type { Attrs, IrGraph, IrValue, ValueType } from './ir';

export interface GradientContext {
  readonly b: IrBuilder;
  readonly inputs: readonly IrValue[];
  readonly outputs: readonly IrValue[];
  readonly attrs: Attrs;
  /** Gradient of the loss with respect to each output; undefined where nothing flows back. */
  readonly gradients: readonly (IrValue | undefined)[];
  /** Whether the gradient of input i is wanted (false below frozen layers and for the data). */
  readonly wanted: readonly boolean[];
}

/** ONNX nodes that compute an op; names of inputs and outputs are ONNX value names. */
export interface EmitContext {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly inputTypes: readonly ValueType[];
  readonly outputTypes: readonly ValueType[];
  readonly attrs: Attrs;
  /** Adds an ONNX node. `outputs` default to fresh names, which are returned. */
  node(
    opType: string,
    inputs: readonly string[],
    options?: {
      attrs?: Attrs;
      outputs?: readonly string[];
      count?: number;
      domain?: string;
      body?: EmitBody;
    },
  ): string[];
  /** Adds a constant and returns its name. Equal constants are shared. */
  constant(dtype: ValueType['dtype'], shape: readonly number[], data: readonly number[]): string;
}

/** A graph inside of a node. */
export interface EmitBody {
  readonly graph: IrGraph;
  /** Names of values around it that take the place of its last inputs; the others are its own. */
  readonly captured: readonly string[];
}

/** One IR op: its typing rule, its gradient and its ONNX form, in one row of `OPS`. */
export interface OpDefinition {
  /** Shapes and dtypes of the outputs; throws an Error (a bug of the caller) when inputs do not fit. */
  infer(inputs: readonly ValueType[], attrs: Attrs): readonly ValueType[];
  /** Emits IR ops for the gradients of the inputs. Absent: not differentiable (comparisons, casts to int). */
  gradient?(context: GradientContext): readonly (IrValue | undefined)[];
  emit(context: EmitContext): void;
}
