import { sizeOf } from '#shared/graph/shape';
import type { CodeContext } from '#shared/layers/definition';
import { attentionBlock } from './attention';
import { affineBlock, contrastBlock, cropBlock, flipBlock } from './augmentation';
import { plainBlock, type TorchBlock, type TorchContext, type TorchRow } from './block';
import { batchNormBlock, groupNormBlock, layerNormBlock, normalizationBlock } from './normalization';
import { madePlace, plainPlace } from './places';
import { bidirectionalBlock, recurrentBlock } from './recurrent';
import { timeDistributedBlock } from './time-distributed';

const NOTHING = {} as const;

/** A computation without a module. */
const expression =
  (forward: (inputs: readonly string[], context: CodeContext) => string): TorchRow =>
  ({ context }) => ({
    module: null,
    forward: (_module, inputs) => forward(inputs, context),
    weights: NOTHING,
  });

/** A sequence goes in with its features at axis 1 and comes back the same way where it is still one. */
const featuresFirst: TorchRow = (of) => {
  const block = plainBlock(of);
  const isSequence = of.context.output.length === 2;
  return {
    ...block,
    forward: (module, [x]) => `${module}(${x!}.transpose(1, 2))${isSequence ? '.transpose(1, 2)' : ''}`,
  };
};

/** Keras flattens images channels last. */
const flatten = expression(([x], { inputs: [shape] }) => {
  const [height, width, channels] = shape!.length === 3 ? shape! : [1, 1, 1];
  const isSameOrder = channels === 1 || sizeOf([height!, width!]) === 1;
  return isSameOrder ? `${x!}.flatten(1)` : `${x!}.permute(0, 2, 3, 1).flatten(1)`;
});

const embedding: TorchRow = (of) => ({
  ...plainBlock(of),
  forward: (module, [x]) =>
    `${module}(${x!}.long())${of.context.output.length === 3 ? '.permute(0, 3, 1, 2)' : ''}`,
});

const prelu: TorchRow = ({ context }) => {
  const { inputs, params } = context;
  const shape = inputs[0]!;
  const shared = (params['sharedAxes'] ?? []) as readonly number[];
  const slopes = shape.map((n, i) => (shared.includes(i + 1) ? 1 : n));
  const turned = slopes.length === 3 ? [slopes[2]!, slopes[0]!, slopes[1]!] : slopes;
  const [h, w, c] = slopes.length === 3 ? slopes : [1, 1, 1];
  const take = ({ data }: { readonly data: Float32Array }) => {
    if (slopes.length !== 3) return { shape: turned, data };
    const moved = new Float32Array(data.length);
    for (let i = 0; i < data.length; i++) moved[(i % c!) * h! * w! + Math.floor(i / c!)] = data[i]!;
    return { shape: turned, data: moved };
  };
  const isPerChannel = shape.length !== 2 && shape.length < 4 && slopes.slice(0, -1).every((n) => n === 1);
  return {
    module: isPerChannel ? `nn.PReLU(${slopes.at(-1)}, init=0.0)` : `PReLU(${turned.join(', ')})`,
    forward: (module, [x]) => `${module}(${x!})`,
    weights: {
      alpha: madePlace(isPerChannel ? 'weight' : 'alpha', slopes.length, take, 'zeros'),
    },
  };
};

const positionEmbedding: TorchRow = ({ context, weights }) => ({
  module: `PositionEmbedding(${context.inputs[0]!.join(', ')})`,
  forward: (module, [x]) => `${module}(${x!})`,
  weights: { [weights[0]!.name]: plainPlace('embeddings', 2, 'glorot_uniform') },
});

const gaussianNoise: TorchRow = ({ context }) => ({
  module: `GaussianNoise(${String(context.params['stddev'])})`,
  forward: (module, [x]) => `${module}(${x!})`,
  weights: NOTHING,
});

const joined = (operator: string) => expression((inputs) => inputs.join(` ${operator} `));

/** Layers that need more than their module; every other one is its module called with its input. */
const ROWS: Readonly<Record<string, TorchRow>> = {
  Flatten: flatten,
  Embedding: embedding,
  PositionEmbedding: positionEmbedding,
  PReLU: prelu,
  GaussianNoise: gaussianNoise,
  Add: joined('+'),
  Multiply: joined('*'),
  Average: expression((inputs) => `(${inputs.join(' + ')}) / ${inputs.length}`),
  Conv1D: featuresFirst,
  MaxPooling1D: featuresFirst,
  AveragePooling1D: featuresFirst,
  GlobalAveragePooling1D: featuresFirst,
  GlobalMaxPooling1D: featuresFirst,
  SimpleRNN: recurrentBlock,
  LSTM: recurrentBlock,
  GRU: recurrentBlock,
  Bidirectional: bidirectionalBlock,
  TimeDistributed: (of) => timeDistributedBlock(of, torchBlock),
  MultiHeadAttention: attentionBlock,
  Normalization: normalizationBlock,
  BatchNormalization: batchNormBlock,
  LayerNormalization: layerNormBlock,
  GroupNormalization: groupNormBlock,
  RandomFlip: flipBlock,
  RandomTranslation: affineBlock,
  RandomRotation: affineBlock,
  RandomZoom: affineBlock,
  RandomContrast: contrastBlock,
  RandomCrop: cropBlock,
};

/** A layer as PyTorch has it. */
export function torchBlock(of: TorchContext): TorchBlock {
  return (ROWS[of.layer.type] ?? plainBlock)(of);
}
