import type { Params } from '#shared/graph/document';
import { ACTIVATIONS } from '#shared/layers/activations';
import { DEFAULT_OPTIONS } from '#shared/layers/functions/definition';
import type { TorchBlock, TorchContext, TorchRow } from './block';
import { plainPlace, recurrentPlaces, type TorchPlace } from './places';

/** Whether PyTorch's own module computes the same. */
function isOwn(type: string, params: Params): boolean {
  if (Number(params['dropout']) > 0 || Number(params['recurrentDropout']) > 0) return false;
  if (type === 'SimpleRNN') return params['activation'] === 'tanh' || params['activation'] === 'relu';
  const isPlain = params['activation'] === 'tanh' && params['recurrentActivation'] === 'sigmoid';
  return isPlain && (type !== 'GRU' || params['resetAfter'] !== false);
}

const CLASSES: Readonly<Record<string, string>> = { SimpleRNN: 'RNN', LSTM: 'LSTM', GRU: 'GRU' };

const functionOf = (name: unknown): string =>
  ACTIVATIONS[String(name)]!.pytorch({ axis: 1, ...DEFAULT_OPTIONS });

/** Keras has one bias where PyTorch adds two: the second one stays 0. */
const oneBias = (endings: readonly string[]): readonly string[] =>
  endings.map((ending) => `nn.init.zeros_(self.bias_hh_l0${ending}).requires_grad_(False)`);

function ownModule(type: string, params: Params, features: number, isTwoWay: boolean): string {
  const options = [
    String(features),
    String(params['units']),
    'batch_first=True',
    ...(type === 'SimpleRNN' && params['activation'] === 'relu' ? ['nonlinearity="relu"'] : []),
    ...(params['useBias'] === false ? ['bias=False'] : []),
    ...(isTwoWay ? ['bidirectional=True'] : []),
  ];
  return `nn.${CLASSES[type]!}(${options.join(', ')})`;
}

function loopModule(type: string, params: Params, features: number): string {
  const [dropout, inner] = [Number(params['dropout']), Number(params['recurrentDropout'])];
  const args = [
    `"${type}"`,
    String(features),
    String(params['units']),
    functionOf(params['activation']),
    ...(type === 'SimpleRNN' ? [] : [functionOf(params['recurrentActivation'])]),
    ...(params['useBias'] === false ? ['bias=False'] : []),
    ...(type === 'GRU' && params['resetAfter'] === false ? ['reset_after=False'] : []),
    ...(dropout > 0 ? [`dropout=${dropout}`] : []),
    ...(inner > 0 ? [`recurrent_dropout=${inner}`] : []),
  ];
  return `Recurrent(${args.join(', ')})`;
}

const loopPlaces = (of: TorchContext, prefix: string, path: string): Readonly<Record<string, TorchPlace>> =>
  Object.fromEntries(
    of.weights
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, shape, initializer }) => {
        const own = name.slice(prefix.length);
        const usual = { kernel: 'glorot_uniform', recurrent_kernel: 'orthogonal', bias: 'zeros' }[own];
        return [name, plainPlace(`${path}${own}`, shape.length, usual === initializer ? usual : undefined)];
      }),
  );

const biasOf = (type: string, params: Params) => ({
  hasBias: params['useBias'] !== false,
  isStacked: type === 'GRU' && params['resetAfter'] !== false,
});

export const recurrentBlock: TorchRow = (of): TorchBlock => {
  const { layer, context } = of;
  const { type } = layer;
  const { params, inputs } = context;
  const features = inputs[0]![1]!;
  const enters = (x: string) => (params['goBackwards'] === true ? `${x}.flip(1)` : x);
  const leaves = params['returnSequences'] === true ? '' : '[:, -1]';
  const bias = biasOf(type, params);
  if (isOwn(type, params))
    return {
      module: ownModule(type, params, features, false),
      after: bias.hasBias && !bias.isStacked ? oneBias(['']) : [],
      forward: (module, [x]) => `${module}(${enters(x!)})[0]${leaves}`,
      weights: recurrentPlaces(type, '', '', bias),
    };
  return {
    module: loopModule(type, params, features),
    forward: (module, [x]) => `${module}(${enters(x!)})${leaves}`,
    weights: loopPlaces(of, '', ''),
  };
};

export const bidirectionalBlock: TorchRow = (of): TorchBlock => {
  const { params, inputs } = of.context;
  const type = String(params['layer']);
  const features = inputs[0]![1]!;
  const [forwards, backwards] = ['forward', 'backward'].map((direction) => {
    const start = of.weights.find(({ name }) => name.startsWith(direction))!.name;
    return start.slice(0, start.indexOf('/') + 1);
  }) as [string, string];
  const mode = String(params['mergeMode']);
  const merged = (steps: string) =>
    `both_directions(${steps}, "${mode}", ${params['returnSequences'] === true ? 'True' : 'False'})`;
  const bias = biasOf(type, params);
  if (isOwn(type, params))
    return {
      module: ownModule(type, params, features, true),
      after: bias.hasBias && !bias.isStacked ? oneBias(['', '_reverse']) : [],
      forward: (module, [x]) => merged(`${module}(${x!})[0]`),
      weights: {
        ...recurrentPlaces(type, forwards, '', bias),
        ...recurrentPlaces(type, backwards, '_reverse', bias),
      },
    };
  const one = loopModule(type, params, features);
  return {
    module: `nn.ModuleList([${one}, ${one}])`,
    forward: (module, [x]) =>
      merged(`torch.cat([${module}[0](${x!}), ${module}[1](${x!}.flip(1)).flip(1)], -1)`),
    weights: { ...loopPlaces(of, forwards, '0.'), ...loopPlaces(of, backwards, '1.') },
  };
};
