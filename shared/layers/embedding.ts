import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall, tfjsCall, tfjsWeights } from './code';
import { trainedBy } from './trained';
import type { LayerDefinition } from './definition';
import { toEngineOrder, toKerasOrder } from './keras-order';
import { paramReader } from './params';
import { ONE_TO_ONE } from './same-shape';
import { weightParams } from './weight-params';
import { COUNT } from './help';
import { embeddingWhy } from './why/products';

const params: ParamSpecs = {
  inputDim: {
    kind: 'int',
    default: 1000,
    min: 1,
    max: 10_000_000,
    label: { en: 'Vocabulary', ko: '어휘 수' },
    help: {
      en: 'How many different whole numbers come in: 0 up to one less than this.',
      ko: '들어오는 정수의 가짓수입니다. 0부터 이보다 하나 작은 수까지 쓸 수 있습니다.',
    },
  },
  outputDim: {
    kind: 'int',
    default: 32,
    min: 1,
    max: 65_536,
    label: { en: 'Features', ko: '특징 수' },
    help: {
      en: 'Length of the vector that stands for each number. 8 to 128 for a few thousand words.',
      ko: '수 하나를 나타내는 벡터의 길이입니다. 단어가 몇천 개면 8~128을 씁니다.',
    },
  },
  ...weightParams({
    embeddings: { noun: { en: 'Embeddings', ko: '임베딩' }, initializer: 'random_uniform' },
  }),
};
const read = paramReader(params);
const trained = trainedBy(params);

/** A learned vector for every whole number (https://keras.io/api/layers/core_layers/embedding/). Values come in as float32; fractions are cut off. */
export const embedding: LayerDefinition = {
  type: 'Embedding',
  category: 'embedding',
  icon: 'book-a',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) =>
    inputs[0]!.length <= 3
      ? { ok: true, shape: [...inputs[0]!, read.number(values, 'outputDim')] }
      : {
          ok: false,
          problem: {
            code: 'too-many-axes',
            message: {
              en: 'Embedding takes numbers along at most three axes.',
              ko: 'Embedding의 입력은 축이 3개까지만 될 수 있습니다.',
            },
            expected: { en: 'at most 3 axes', ko: '축 3개까지' },
            received: String(inputs[0]!.length),
          },
        },
  weights: ({ params: values }) => [
    trained(values, 'embeddings', [read.number(values, 'inputDim'), read.number(values, 'outputDim')]),
  ],
  lower: ({ b, values: [x], weight }) =>
    toEngineOrder(b, b.gather(weight('embeddings'), b.cast(toKerasOrder(b, x!), 'int64'))),
  flops: () => 0,
  badge: (values) => `${read.number(values, 'inputDim')} → ${read.number(values, 'outputDim')}`,
  view: 'bars',
  why: embeddingWhy,
  docs: {
    summary: {
      en: 'Looks up a learned vector for every whole number, such as a word.',
      ko: '단어처럼 정수로 나타낸 것마다 학습된 벡터를 찾아 줍니다.',
    },
    description: {
      en: 'A table with one row per number; the row that the input names comes out. Training moves the rows, so that words used alike get similar vectors. It does the same as a Dense layer on one-hot vectors, without multiplying by all those zeros.',
      ko: '수마다 행이 하나씩 있는 표에서 입력이 가리키는 행을 꺼냅니다. 학습하면서 행이 움직여, 비슷하게 쓰이는 단어들의 벡터가 서로 닮아 갑니다. 원-핫 벡터에 Dense를 적용한 것과 같지만, 0을 곱하는 헛수고가 없습니다.',
    },
    formula: 'y[t] = embeddings[x[t]]; parameters = input_dim · output_dim',
    formulaTex: [
      { tex: 'y_t = E_{x_t}' },
      { about: COUNT, tex: String.raw`\text{input\_dim} \cdot \text{output\_dim}` },
    ],
    whenToUse: {
      en: 'As the first layer for text and for categories: user, product, weekday.',
      ko: '텍스트, 그리고 사용자·상품·요일 같은 범주 데이터의 첫 층으로 씁니다.',
    },
    example: {
      en: '1,000 words with 32 features: 32,000 parameters; a text of 100 words becomes 100 × 32.',
      ko: '단어 1,000개에 특징 32개이면 파라미터는 32,000개이고, 100단어짜리 텍스트는 100 × 32가 됩니다.',
    },
    worked: {
      params: { inputDim: 3, outputDim: 2 },
      inputs: [[2, 0]],
      weights: {
        embeddings: [
          [0.1, 0.2],
          [0.3, 0.4],
          [0.5, 0.6],
        ],
      },
      output: [
        [0.5, 0.6],
        [0.1, 0.2],
      ],
      steps: [{ at: [0, 1], sum: '0.6' }],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Embedding', params, values, name, { positional: ['inputDim', 'outputDim'] }),
    pytorch: ({ params: values }) =>
      `nn.Embedding(${read.number(values, 'inputDim')}, ${read.number(values, 'outputDim')})`,
    tfjs: ({ params: values, name }) => {
      const [inputDim, outputDim] = [read.number(values, 'inputDim'), read.number(values, 'outputDim')];
      const weights = tfjsWeights(params, values);
      return weights && tfjsCall('layers.embedding', { inputDim, outputDim, ...weights, name });
    },
  },
};
