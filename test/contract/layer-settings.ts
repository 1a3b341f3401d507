import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { keyOf, uniformAt } from '#shared/random/counter';
import type { LayerSetting } from './layer-graph';
import { layerGraph } from './layer-graph';

export interface NamedSetting {
  readonly title: string;
  readonly setting: LayerSetting;
}

const setting = (
  type: string,
  shapes: readonly Shape[],
  params: Params = {},
  training = false,
): NamedSetting => ({
  title: `${type} ${shapes.map((shape) => shape.join('×')).join(', ')} ${JSON.stringify(params)}`,
  setting: {
    type,
    params: { ...defaultParams(LAYERS[type]!.params), ...params },
    shapes,
    batch: 2,
    training,
    gradients: true,
  },
});

/** Layers, and uses of layers, of which there are no golden cases. */
export const SETTINGS: readonly NamedSetting[] = [
  setting('Dense', [[4, 3, 2]], { units: 3 }),
  setting('RepeatVector', [[3]], { n: 2 }),
  setting('Reshape', [[2, 3, 4]], { targetShape: [2, 2, 2, 3] }),
  setting('Resizing', [[5, 4, 2]], { height: 3, width: 7 }),
  setting('Resizing', [[5, 4, 2]], { height: 3, width: 7, cropToAspectRatio: true }),
  setting('Resizing', [[5, 4, 2]], { height: 3, width: 7, interpolation: 'nearest' }),
  setting('Dot', [[5], [5]]),
  setting(
    'Dot',
    [
      [3, 5],
      [4, 5],
    ],
    { normalize: true },
  ),
  setting(
    'Dot',
    [
      [3, 2, 4],
      [2, 5],
    ],
    { axes: [2, 1], normalize: true },
  ),
  setting('LayerNormalization', [[2, 3, 4]], { axis: [3, 1] }),
  setting('PReLU', [[3, 4]], { sharedAxes: [1] }),
  setting('GaussianNoise', [[3, 4]], {}, true),
  setting('SpatialDropout2D', [[2, 3, 4]], {}, true),
  setting('AlphaDropout', [[3, 4]], {}, true),
  setting('Normalization', [[2, 3, 4]], { axis: [1, 3], mean: [0.5], variance: [2] }),
  setting('RandomFlip', [[3, 4, 2]], {}, true),
  ...['constant', 'nearest', 'reflect', 'wrap'].flatMap((fillMode) => [
    setting('RandomRotation', [[3, 4, 2]], { factor: [0.4], fillMode, fillValue: 0.5 }, true),
    setting(
      'RandomTranslation',
      [[3, 4, 2]],
      { heightFactor: [0.9], widthFactor: [0.2, 0.9], fillMode },
      true,
    ),
  ]),
  setting('RandomZoom', [[3, 4, 2]], { heightFactor: [0.5], interpolation: 'nearest' }, true),
  setting('RandomZoom', [[3, 4, 2]], { heightFactor: [0.5], widthFactor: [-0.5, -0.2] }, true),
  setting('RandomContrast', [[3, 4, 2]], { factor: [0.5], valueRange: [-1, 1] }, true),
  setting('RandomCrop', [[5, 6, 2]], { height: 3, width: 2 }, true),
  setting('RandomCrop', [[5, 6, 2]], { height: 3, width: 2 }),
  setting('PositionEmbedding', [[3, 4]]),
  setting('SinePositionEncoding', [[3, 5]]),
  ...['LSTM', 'GRU', 'SimpleRNN'].map((layer) =>
    setting('Bidirectional', [[3, 2]], { layer, units: 3, returnSequences: true }),
  ),
  setting('Bidirectional', [[3, 2]], { units: 3, mergeMode: 'ave' }),
  setting('Bidirectional', [[3, 2]], { units: 3, mergeMode: 'mul', returnSequences: true }),
  setting('GRU', [[3, 2]], { units: 3, resetAfter: false, goBackwards: true, returnSequences: true }),
  ...['LSTM', 'GRU', 'SimpleRNN'].map((type) =>
    setting(type, [[3, 2]], { units: 3, dropout: 0.3, recurrentDropout: 0.4 }, true),
  ),
  setting('GRU', [[3, 2]], { units: 3, dropout: 0.3, recurrentDropout: 0.4, resetAfter: false }, true),
  setting('LSTM', [[3, 2]], { units: 3, dropout: 0.3 }, true),
  setting('TimeDistributed', [[3, 4]], { units: 2, activation: 'tanh' }),
  setting('TimeDistributed', [[3, 2, 4]], { units: 2 }),
  setting('TimeDistributed', [[2, 4, 5, 3]], { layer: 'Conv2D', filters: 2 }),
  setting('TimeDistributed', [[2, 4, 5, 3]], { layer: 'MaxPooling2D' }),
  setting('TimeDistributed', [[2, 4, 5, 3]], { layer: 'GlobalAveragePooling2D' }),
  setting('TimeDistributed', [[2, 4, 5, 3]], { layer: 'Flatten' }),
  setting('MultiHeadAttention', [[4, 6]], { keyDim: 3 }),
  setting(
    'MultiHeadAttention',
    [
      [4, 6],
      [5, 3],
      [5, 2],
    ],
    { keyDim: 3, valueDim: 2, useCausalMask: true },
  ),
  setting('MultiHeadAttention', [[4, 6]], { keyDim: 3, dropout: 0.5 }, true),
];

/** Numbers in −1 … 1 for every input of the setting's graph. */
export function randomFeeds({ setting: given }: NamedSetting): Record<string, number[]> {
  return Object.fromEntries(
    layerGraph(given).inputs.map(({ name, value }, i) => {
      const count = value.shape.reduce((product, n) => product * n, 1);
      const numbers = Array.from({ length: count }, (_, k) => Math.fround(2 * uniformAt(keyOf(7, i), k) - 1));
      return [name, name === 'key' ? [1] : numbers];
    }),
  );
}
