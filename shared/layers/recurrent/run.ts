import type { Params } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LowerContext, WeightSpec } from '../definition';
import { trainedBy } from '../trained';
import { keepMask } from '../noise';
import { paramReader } from '../params';
import type { CellContext, CellStep, RecurrentCell } from './cell';
import { recurrentParams } from './params';

const read = paramReader(recurrentParams);
const trained = trainedBy(recurrentParams);

/** The weights of a cell for sequences of `features`; `prefix` comes before their names. */
export function recurrentWeights(
  cell: RecurrentCell,
  params: Params,
  features: number,
  prefix = '',
): readonly WeightSpec[] {
  const units = read.number(params, 'units');
  const width = cell.gates * units;
  const ones = cell.ones?.(units, params);
  const bias = trained(params, 'bias', cell.biasShape(units, params), { name: `${prefix}bias` });
  return [
    trained(params, 'kernel', [features, width], { name: `${prefix}kernel` }),
    trained(params, 'recurrent', [units, width], { name: `${prefix}recurrent_kernel` }),
    ...(read.flag(params, 'useBias') ? [{ ...bias, ...(ones && { ones }) }] : []),
  ];
}

/** Multiply-adds of the products and the cell's own arithmetic. */
export function recurrentFlops(cell: RecurrentCell, params: Params, [steps, features]: Shape): number {
  const units = read.number(params, 'units');
  return steps! * (2 * cell.gates * units * (features! + units) + cell.flopsPerUnit * units);
}

export const recurrentShape = (params: Params, [steps]: Shape, width: number): Shape =>
  read.flag(params, 'returnSequences') ? [steps!, width] : [width];

export interface RunOptions {
  /** Before the names of weights and of random numbers. */
  readonly prefix?: string;
  readonly backwards: boolean;
}

/** What a recurrent layer gives. */
export interface Run {
  /** Of the step that is computed last, [batch, units]. */
  readonly last: IrValue;
  /** Of all steps, [batch, steps, units], as the sequence goes or in the order in which they are computed. */
  all(order: 'sequence' | 'computed'): IrValue;
}

/** A layer reads its sequence: in one node that repeats the step where there is such a thing, else step behind step. */
export function runRecurrent(
  context: LowerContext,
  cell: RecurrentCell,
  { prefix = '', backwards }: RunOptions,
): Run {
  const { b, params, batch, weight } = context;
  const units = read.number(params, 'units');
  const cellContext: CellContext = {
    b,
    params,
    units,
    recurrentKernel: weight(`${prefix}recurrent_kernel`),
    bias: read.flag(params, 'useBias') ? weight(`${prefix}bias`) : undefined,
    masks: gateMasks(context, cell, prefix, 'recurrentDropout', units),
  };
  const inputs = inputProducts(context, cell, cellContext, prefix);
  const step = cell.prepare(cellContext);
  const initial = Array.from({ length: cell.states }, () => b.broadcast(b.scalar(0), [batch, units]));
  if (context.scan) {
    const isWhole = read.flag(params, 'returnSequences');
    return scanned(context.scan, { b, step, initial, inputs, backwards, isWhole });
  }
  const [steps, , width] = inputs.shape as readonly [number, number, number];
  const pieces = b
    .split(
      inputs,
      0,
      Array.from({ length: steps }, () => 1),
    )
    .map((piece) => b.reshape(piece, [batch, width]));
  const outputs: IrValue[] = [];
  let states: readonly IrValue[] = initial;
  for (const input of backwards ? pieces.toReversed() : pieces) {
    states = step(input, states);
    outputs.push(states[0]!);
  }
  return {
    last: outputs.at(-1)!,
    all: (order) =>
      b.concat(
        (order === 'sequence' && backwards ? outputs.toReversed() : outputs).map((output) =>
          b.reshape(output, [batch, 1, units]),
        ),
        1,
      ),
  };
}

interface Reading {
  readonly b: IrBuilder;
  readonly step: CellStep;
  readonly initial: readonly IrValue[];
  /** [steps, batch, width]. */
  readonly inputs: IrValue;
  readonly backwards: boolean;
  /** Whether all steps are wanted. */
  readonly isWhole: boolean;
}

function scanned(
  scan: NonNullable<LowerContext['scan']>,
  { b, step, initial, inputs, backwards, isWhole }: Reading,
): Run {
  const { states, outputs } = scan({
    initial,
    slices: [inputs],
    reverse: backwards,
    step: ([input], before) => {
      const next = step(input!, before);
      return { states: next, outputs: isWhole ? next.slice(0, 1) : [] };
    },
  });
  return {
    last: states[0]!,
    all: (order) => {
      const stack = order === 'computed' && backwards ? b.reverse(outputs[0]!, 0) : outputs[0]!;
      return b.transpose(stack, [1, 0, 2]);
    },
  };
}

/** Masks [batch, width] that scale what they keep, one a gate: the same at every step. Undefined without that kind of dropout. */
function gateMasks(
  context: LowerContext,
  cell: RecurrentCell,
  prefix: string,
  name: 'dropout' | 'recurrentDropout',
  width: number,
): readonly IrValue[] | undefined {
  const { b, params, batch, training } = context;
  const rate = read.number(params, name);
  if (!training || rate === 0) return undefined;
  return Array.from({ length: cell.gates }, (_, gate) => {
    const kept = keepMask(context, [batch, width], rate, `${prefix}${name} ${gate}`);
    return b.mul(kept, b.scalar(1 / (1 - rate)));
  });
}

/**
 * x · kernel + bias for each step, [steps, batch, gates · units]: one product for all steps. As in Keras, all gates drop the same inputs unless there
 * is recurrent dropout as well.
 */
function inputProducts(
  context: LowerContext,
  cell: RecurrentCell,
  cellContext: CellContext,
  prefix: string,
): IrValue {
  const { b, params, batch, weight, inputs, values } = context;
  const [steps, features] = inputs[0]! as readonly [number, number];
  const { units } = cellContext;
  const kernel = weight(`${prefix}kernel`);
  const masks = gateMasks(context, cell, prefix, 'dropout', features);
  const sequence = b.transpose(values[0]!, [1, 0, 2]);
  const rows = (x: IrValue) => b.reshape(x, [steps * batch, features]);
  const products =
    masks && read.number(params, 'recurrentDropout') > 0
      ? gateProducts(
          b,
          masks.map((mask) => rows(b.mul(sequence, mask))),
          kernel,
          units,
        )
      : b.matmul(rows(masks ? b.mul(sequence, masks[0]!) : sequence), kernel);
  const bias = cell.inputBias(cellContext);
  const width = cell.gates * units;
  return b.reshape(bias ? b.add(products, bias) : products, [steps, batch, width]);
}

function gateProducts(b: IrBuilder, rows: readonly IrValue[], kernel: IrValue, units: number): IrValue {
  const pieces = b.split(
    kernel,
    1,
    rows.map(() => units),
  );
  return b.concat(
    rows.map((x, gate) => b.matmul(x, pieces[gate]!)),
    1,
  );
}

/** All steps or the last, as `returnSequences` says. */
export const outputOf = (params: Params, run: Run, order: 'sequence' | 'computed'): IrValue =>
  read.flag(params, 'returnSequences') ? run.all(order) : run.last;
