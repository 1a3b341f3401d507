import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall } from './code';
import { trainedBy } from './trained';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { needsSequence } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { initializerParams } from './weight-params';
import { COUNT } from './help';
import { positionWhy } from './why/products';

const params: ParamSpecs = {
  ...initializerParams('initializer', {
    noun: { en: 'Position', ko: '위치' },
    initializer: 'glorot_uniform',
  }),
};
const trained = trainedBy(params);

/** A learned vector for every position, added to the sequence (as KerasHub's PositionEmbedding and Add together). */
export const positionEmbedding: LayerDefinition = {
  type: 'PositionEmbedding',
  category: 'embedding',
  icon: 'list-ordered',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ inputs }) =>
    inputs[0]!.length === 2
      ? { ok: true, shape: inputs[0]! }
      : { ok: false, problem: needsSequence('PositionEmbedding', inputs[0]!) },
  weights: ({ params: values, inputs }) => [trained(values, '', inputs[0]!, { name: 'embeddings' })],
  lower: ({ b, values: [x], weight }) => b.add(x!, weight('embeddings')),
  flops: ({ output }) => sizeOf(output),
  view: 'bars',
  why: positionWhy,
  docs: {
    summary: {
      en: 'Adds a learned vector to every step that tells where it stands.',
      ko: '스텝마다 몇 번째인지를 알려 주는 학습된 벡터를 더합니다.',
    },
    description: {
      en: 'Attention treats a sequence as a bag of steps: it sees no order. So each position gets a vector of its own, learned like any other weight, which is added to the step that stands there.',
      ko: '어텐션은 시퀀스를 순서 없는 묶음으로 다룹니다. 그래서 위치마다 다른 가중치처럼 학습되는 벡터를 두고, 그 자리에 있는 스텝에 더합니다.',
    },
    formula: 'y[t] = x[t] + embeddings[t]; parameters = steps · features',
    formulaTex: [{ tex: 'y_t = x_t + E_t' }, { about: COUNT, tex: String.raw`T \cdot C` }],
    whenToUse: {
      en: 'Right behind an Embedding, before MultiHeadAttention.',
      ko: 'Embedding 바로 뒤, MultiHeadAttention 앞에 둡니다.',
    },
    example: {
      en: '100 steps × 32 features: 3,200 parameters.',
      ko: '100스텝 × 특징 32개이면 파라미터는 3,200개입니다.',
    },
    worked: {
      inputs: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      weights: {
        embeddings: [
          [0.1, 0.2],
          [-0.1, 0],
        ],
      },
      output: [
        [1.1, 2.2],
        [2.9, 4],
      ],
      steps: [{ at: [1, 0], sum: '3 − 0.1' }],
    },
  },
  code: {
    keras: ({ params: values, inputs, name }) => {
      const layer = kerasCall('PositionEmbedding', params, values, name).replace(
        'layers.PositionEmbedding(',
        `keras_hub.layers.PositionEmbedding(${inputs[0]![0]}, `,
      );
      return `lambda x: x + ${layer}(x)`;
    },
    pytorch: ({ inputs }) =>
      torchModule('PositionEmbedding', 'x + self.embeddings', {
        embeddings: `nn.init.xavier_uniform_(torch.empty(${inputs[0]!.join(', ')}))`,
      }),
    tfjs: () => null,
  },
};
