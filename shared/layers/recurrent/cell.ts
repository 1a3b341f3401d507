import type { Params } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** What a cell computes with. */
export interface CellContext {
  readonly b: IrBuilder;
  readonly params: Params;
  readonly units: number;
  /** [units, gates · units]. */
  readonly recurrentKernel: IrValue;
  /** Undefined without one. */
  readonly bias: IrValue | undefined;
  /** One mask [batch, units] for each gate; undefined without recurrent dropout. */
  readonly masks: readonly IrValue[] | undefined;
}

/** New states from the input's products [batch, gates · units] and the states before; the first state is the output. */
export type CellStep = (input: IrValue, states: readonly IrValue[]) => readonly IrValue[];

/** One kind of memory: SimpleRNN, LSTM or GRU. Weights and gates lie as in Keras. */
export interface RecurrentCell {
  readonly gates: number;
  readonly states: number;
  /** Shape of the bias for `units`. */
  biasShape(units: number, params: Params): readonly number[];
  /** The part of the bias that is added to the input's products. */
  inputBias(context: CellContext): IrValue | undefined;
  /** Everything that is the same for all steps is prepared once. */
  prepare(context: CellContext): CellStep;
  /** Elements of the bias that start at 1. */
  ones?(units: number, params: Params): readonly [number, number] | undefined;
  /** Elementwise operations for each unit and step, roughly. */
  readonly flopsPerUnit: number;
}

/** The product of a state with a part of the recurrent kernel, each gate behind its own mask where there are any. */
export function recurrentProduct(
  { b, units }: CellContext,
  kernel: IrValue,
  masks: readonly IrValue[] | undefined,
): (state: IrValue) => IrValue {
  if (!masks) return (state) => b.matmul(state, kernel);
  const pieces = b.split(
    kernel,
    1,
    masks.map(() => units),
  );
  return (state) =>
    b.concat(
      masks.map((mask, gate) => b.matmul(b.mul(state, mask), pieces[gate]!)),
      1,
    );
}
