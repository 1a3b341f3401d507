import type { ParamSpecs } from '#shared/graph/params';
import type { LayerDefinition } from '../definition';
import { paramReader } from '../params';
import { needsSequence } from '../problems';
import { ONE_TO_ONE } from '../same-shape';
import type { RecurrentCell } from './cell';
import { recurrentParams } from './params';
import { recurrentWhy } from '../why/products';
import { outputOf, recurrentFlops, recurrentShape, recurrentWeights, runRecurrent } from './run';

const read = paramReader(recurrentParams);

/** Everything that SimpleRNN, LSTM and GRU share. */
export const recurrentBase = (
  type: string,
  cell: RecurrentCell,
  params: ParamSpecs,
): Pick<
  LayerDefinition,
  | 'type'
  | 'category'
  | 'params'
  | 'ports'
  | 'inferShape'
  | 'weights'
  | 'lower'
  | 'flops'
  | 'why'
  | 'badge'
  | 'view'
> => ({
  type,
  category: 'recurrent',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) =>
    inputs[0]!.length === 2
      ? { ok: true, shape: recurrentShape(values, inputs[0]!, read.number(values, 'units')) }
      : { ok: false, problem: needsSequence(type, inputs[0]!) },
  weights: ({ params: values, inputs }) => recurrentWeights(cell, values, inputs[0]![1]!),
  lower: (context) => {
    const backwards = read.flag(context.params, 'goBackwards');
    return outputOf(context.params, runRecurrent(context, cell, { backwards }), 'computed');
  },
  flops: ({ params: values, inputs }) => recurrentFlops(cell, values, inputs[0]!),
  why: recurrentWhy(cell),
  badge: (values) => {
    const units = String(read.number(values, 'units'));
    return read.flag(values, 'returnSequences') ? `${units} all steps` : units;
  },
  view: 'bars',
});
