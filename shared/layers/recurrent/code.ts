import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { ACTIVATIONS } from '../activations';
import { tfjsCall, tfjsWeights, torchNote, unlessDefault } from '../code';
import type { CodeContext } from '../definition';
import { paramReader } from '../params';
import { isOfRow, namesRow } from '../weight-params';
import { recurrentParams } from './params';

const read = paramReader(recurrentParams);

const NAMES: Readonly<Record<string, string>> = { SimpleRNN: 'RNN', LSTM: 'LSTM', GRU: 'GRU' };

/** Whether PyTorch has the functions of these parameters. */
function isKnownToTorch(type: string, params: Params): boolean {
  const activation = read.text(params, 'activation');
  if (type === 'SimpleRNN') return activation === 'tanh' || activation === 'relu';
  const isPlain = activation === 'tanh' && params['recurrentActivation'] === 'sigmoid';
  return isPlain && params['resetAfter'] !== false;
}

/** `nn.LSTM(...)` with what one must know of its results. */
export function torchRecurrent(type: string, { params, inputs }: CodeContext, bidirectional = false): string {
  const options = [
    `${inputs[0]![1]}, ${read.number(params, 'units')}`,
    'batch_first=True',
    ...(type === 'SimpleRNN' && read.text(params, 'activation') === 'relu' ? ['nonlinearity="relu"'] : []),
    ...(read.flag(params, 'useBias') ? [] : ['bias=False']),
    ...(bidirectional ? ['bidirectional=True'] : []),
  ];
  const line = `nn.${NAMES[type]}(${options.join(', ')})`;
  const notes = [
    ...(read.flag(params, 'goBackwards') ? ['takes x.flip(1)'] : []),
    read.flag(params, 'returnSequences')
      ? 'gives (steps, state): steps are the output'
      : 'gives (steps, state): steps[:, -1] is the output',
    ...(isKnownToTorch(type, params) ? [] : ['PyTorch has only tanh and sigmoid here']),
  ];
  return torchNote(line, notes.join('; '));
}

/** TensorFlow.js's call; null where it lacks a function, or GRU's reset after the product. Its own default for gates is another one. */
export function tfjsRecurrent(
  factory: string,
  specs: ParamSpecs,
  params: Params,
  name: string | undefined,
): string | null {
  const functions = ['activation', 'recurrentActivation'].filter((key) => Object.hasOwn(specs, key));
  if (functions.some((key) => ACTIVATIONS[params[key] as string]!.tfjs === null)) return null;
  if (Object.hasOwn(specs, 'resetAfter') && params['resetAfter'] !== false) return null;
  const weights = tfjsWeights(specs, params);
  if (!weights) return null;
  const entries = Object.entries(specs).flatMap(([key, spec]) => {
    if (key === 'resetAfter' || namesRow(key) || isOfRow(spec)) return [];
    if (functions.includes(key)) return [[key, ACTIVATIONS[params[key] as string]!.tfjs!] as const];
    const value = key === 'units' ? read.number(params, 'units') : unlessDefault(specs, params, key);
    return [[key, value] as const];
  });
  return tfjsCall(factory, { ...Object.fromEntries(entries), ...weights, name });
}
