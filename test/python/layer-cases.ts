import type { Params } from '#shared/graph/document';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { layerCases, paramsOfCase, shapesOf } from '../contract/layer-case';
import { caseOf, type PythonCase } from './case';
import { draw, type Drawn } from './drawing';

/** From the files' samples to the layer's input: IDX files of matrices get a channel. */
function entering(shape: Shape): { readonly data: Shape; readonly drawn: readonly Drawn[] } {
  if (shape.length === 4)
    return {
      data: [sizeOf(shape)],
      drawn: [
        { type: 'Input', name: 'samples', params: { shape: [sizeOf(shape)] } },
        { type: 'Reshape', name: 'film', params: { targetShape: [...shape] } },
      ],
    };
  if (shape.length !== 2)
    return { data: shape, drawn: [{ type: 'Input', name: 'samples', params: { shape: [...shape] } }] };
  return {
    data: [...shape, 1],
    drawn: [
      { type: 'Input', name: 'samples', params: { shape: [...shape, 1] } },
      { type: 'Reshape', name: 'sequence', params: { targetShape: [...shape] } },
    ],
  };
}

const ending = (rank: number): readonly Drawn[] => [
  ...(rank > 1 ? [{ type: 'Flatten', name: 'flat' }] : []),
  { type: 'Dense', name: 'classes', params: { units: 3, activation: 'softmax' } },
  { type: 'Output', name: 'answer' },
];

function layerCase(name: string, type: string, params: Params, shape: Shape, more: Partial<PythonCase> = {}) {
  const layer = LAYERS[type]!;
  if (shape.length === 0) return null;
  const { data, drawn } = entering(shape);
  const least = layer.minInputs ?? 1;
  const before = drawn.at(-1)!.name!;
  const from = Array.from({ length: least }, () => before);
  const answer = layer.inferShape({ params, inputs: from.map(() => shape) });
  if (!answer.ok) return null;
  const isWhole = type === 'Embedding';
  return caseOf(
    name,
    draw([...drawn, { type, name: 'layer', params, from }, ...ending(answer.shape.length)]),
    { shape: data, classes: 3, ...(isWhole && { below: Number(params['inputDim']) }) },
    {},
    more,
  );
}

const RANDOM = new Set([
  'Dropout',
  'SpatialDropout2D',
  'AlphaDropout',
  'GaussianNoise',
  'RandomFlip',
  'RandomTranslation',
  'RandomRotation',
  'RandomZoom',
  'RandomContrast',
  'RandomCrop',
]);

/** Every golden case of a layer with one input, as a drawing whose outputs are compared. */
const golden = layerCases.flatMap(({ title, data }) => {
  const { shapes } = shapesOf(data);
  if (shapes.length !== 1 || data.adaptData) return [];
  const params = paramsOfCase(data);
  const found = layerCase(`layer ${title}`, data.layer, params, shapes[0]!, { isForwardOnly: true });
  return found ? [found] : [];
});

/** A shape that a layer takes. */
function shapeFor(type: string, params: Params): Shape | null {
  const shapes: readonly Shape[] = [[8, 8, 4], [8, 4], [6]];
  const layer = LAYERS[type]!;
  const count = layer.minInputs ?? 1;
  return (
    shapes.find(
      (shape) => layer.inferShape({ params, inputs: Array.from({ length: count }, () => shape) }).ok,
    ) ?? null
  );
}

/** What keeps a layer's defaults from fitting small samples. */
const SMALL: Readonly<Record<string, Params>> = {
  GroupNormalization: { groups: 2 },
  RandomCrop: { height: 6, width: 6 },
  Reshape: { targetShape: [-1] },
  Permute: { dims: [2, 1] },
  Embedding: { inputDim: 10, outputDim: 4 },
  Resizing: { height: 5, width: 7 },
  RandomContrast: { factor: [0.2], valueRange: [-9, 9] },
};

/** One drawing for each layer, which is trained. */
const each = Object.keys(LAYERS)
  .filter((type) => type !== 'Input' && type !== 'Output')
  .flatMap((type) => {
    const defaults = Object.fromEntries(
      Object.entries(LAYERS[type]!.params).map(([name, spec]) => [name, spec.default]),
    );
    const params = { ...defaults, ...SMALL[type] };
    const shape = type === 'Embedding' ? [6] : shapeFor(type, params);
    if (!shape) throw new Error(`No shape for ${type}`);
    const found = layerCase(`training ${type}`, type, params, shape, {
      isRandom: RANDOM.has(type),
      // Products of Dot are large, and so are its losses; Keras takes gradients of an Embedding for sparse.
      ...(['Dot', 'Embedding'].includes(type) && { tolerance: 0.01 }),
    });
    return found ? [found] : [];
  });

/** Options that have code of their own. */
const options: readonly (PythonCase | null)[] = [
  layerCase(
    'rank 3 LayerNormalization',
    'LayerNormalization',
    full('LayerNormalization', { axis: [1, 3] }),
    [6, 5, 4],
  ),
  layerCase(
    'rank 3 BatchNormalization',
    'BatchNormalization',
    full('BatchNormalization', { axis: 1 }),
    [6, 5, 4],
  ),
  layerCase(
    'sequence BatchNormalization',
    'BatchNormalization',
    full('BatchNormalization', { scale: false }),
    [6, 4],
  ),
  layerCase(
    'sequence GroupNormalization',
    'GroupNormalization',
    full('GroupNormalization', { groups: 2, center: false }),
    [6, 4],
  ),
  layerCase('sequence Dense', 'Dense', full('Dense', { units: 5, activation: 'softmax' }), [6, 4]),
  layerCase('image Dense', 'Dense', full('Dense', { units: 5, activation: 'softmax' }), [6, 5, 4]),
  layerCase(
    'LSTM backwards',
    'LSTM',
    full('LSTM', { units: 5, goBackwards: true, returnSequences: true }),
    [6, 4],
  ),
  layerCase(
    'LSTM with other functions',
    'LSTM',
    full('LSTM', { units: 5, activation: 'relu', recurrentActivation: 'hard_sigmoid' }),
    [6, 4],
  ),
  layerCase(
    'GRU with reset before',
    'GRU',
    full('GRU', { units: 5, resetAfter: false, returnSequences: true }),
    [6, 4],
  ),
  layerCase('GRU without bias', 'GRU', full('GRU', { units: 5, useBias: false }), [6, 4]),
  layerCase('SimpleRNN with relu', 'SimpleRNN', full('SimpleRNN', { units: 5, activation: 'relu' }), [6, 4]),
  layerCase(
    'LSTM with dropout',
    'LSTM',
    full('LSTM', { units: 5, dropout: 0.2, recurrentDropout: 0.2 }),
    [6, 4],
    { isRandom: true },
  ),
  ...['concat', 'sum', 'mul', 'ave'].flatMap((mergeMode) =>
    ['LSTM', 'GRU', 'SimpleRNN'].map((layer) =>
      layerCase(
        `Bidirectional ${layer} ${mergeMode}`,
        'Bidirectional',
        full('Bidirectional', { layer, mergeMode, units: 3, returnSequences: mergeMode === 'mul' }),
        [6, 4],
        { isForwardOnly: true },
      ),
    ),
  ),
  layerCase(
    'Bidirectional with other functions',
    'Bidirectional',
    full('Bidirectional', { layer: 'GRU', units: 3, resetAfter: false }),
    [6, 4],
    { isForwardOnly: true },
  ),
  ...['Dense', 'Conv2D', 'MaxPooling2D', 'GlobalAveragePooling2D', 'Flatten'].map((layer) =>
    layerCase(
      `TimeDistributed ${layer}`,
      'TimeDistributed',
      full('TimeDistributed', { layer, units: 5, filters: 3 }),
      layer === 'Dense' ? [6, 5, 4] : [4, 6, 6, 2],
      { isForwardOnly: true },
    ),
  ),
  layerCase('Embedding of images', 'Embedding', full('Embedding', { inputDim: 10, outputDim: 3 }), [6, 4], {
    isForwardOnly: true,
  }),
  layerCase(
    'Attention of other sizes',
    'MultiHeadAttention',
    full('MultiHeadAttention', { numHeads: 3, keyDim: 5, valueDim: 2, outputShape: 7, useCausalMask: true }),
    [6, 4],
  ),
  layerCase(
    'Normalization with numbers',
    'Normalization',
    full('Normalization', { mean: [1, 2, 3, 4], variance: [1, 4, 2, 0.5] }),
    [6, 4],
    { isForwardOnly: true },
  ),
  layerCase('Normalization of images', 'Normalization', full('Normalization', { axis: [1, 3] }), [6, 5, 4]),
  layerCase('PReLU with own slopes', 'PReLU', full('PReLU', {}), [6, 5, 4], { isForwardOnly: true }),
  layerCase(
    'Activation gelu',
    'Activation',
    full('Activation', { activation: 'gelu', approximate: true }),
    [6],
  ),
  layerCase(
    'ReLU with a threshold',
    'ReLU',
    full('ReLU', { maxValue: 2, negativeSlope: 0.1, threshold: 0.2 }),
    [6],
  ),
  ...['reflect', 'constant', 'nearest', 'wrap'].map((fillMode) =>
    layerCase(
      `Rotation that fills with ${fillMode}`,
      'RandomRotation',
      full('RandomRotation', { fillMode }),
      [8, 8, 2],
      { isRandom: true },
    ),
  ),
  layerCase(
    'Zoom of both sides',
    'RandomZoom',
    full('RandomZoom', { heightFactor: [-0.1, 0.2], widthFactor: [0.1] }),
    [8, 8, 2],
    { isRandom: true },
  ),
];

function full(type: string, params: Params): Params {
  const defaults = Object.entries(LAYERS[type]!.params).map(([name, spec]) => [name, spec.default] as const);
  return { ...Object.fromEntries(defaults), ...params };
}

/** One of each layer, and the options that have code of their own. */
export const SINGLE_LAYERS: readonly PythonCase[] = [
  ...each,
  ...options.filter((one): one is PythonCase => one !== null),
];

export const LAYER_CASES: readonly PythonCase[] = [...SINGLE_LAYERS, ...golden];
