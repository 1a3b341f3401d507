import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { internalShape, type Shape, sizeOf } from '#shared/graph/shape';
import { kerasCall, tfjsCall, tfjsWeights, unlessDefault } from './code';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { paramReader } from './params';
import { needsAxis, wrongAxis } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { trainedBy } from './trained';
import { weightParams } from './weight-params';
import { COUNT } from './help';
import { preluWhy } from './why/products';

const params: ParamSpecs = {
  sharedAxes: {
    kind: 'shape',
    default: null,
    min: 1,
    max: 4,
    nullable: true,
    nullLabel: { en: 'none', ko: '없음' },
    label: { en: 'Shared axes', ko: '공유하는 축' },
    help: {
      en: 'Axes along which one slope is shared: 1, 2 (height and width) leave one slope per channel of an image.',
      ko: '기울기 하나를 함께 쓰는 축입니다. 1, 2(높이와 너비)로 두면 이미지의 채널마다 기울기가 하나씩입니다.',
    },
  },
  ...weightParams({ alpha: { noun: { en: 'Slope', ko: '기울기' }, initializer: 'zeros' } }),
};
const read = paramReader(params);
const trained = trainedBy(params);

const sharedOf = (values: Params): readonly number[] => read.optionalList(values, 'sharedAxes') ?? [];

const slopeShape = (shape: Shape, values: Params): Shape =>
  shape.map((n, i) => (sharedOf(values).includes(i + 1) ? 1 : n));

/** ReLU whose slopes below 0 are learned (He et al. 2015; https://keras.io/api/layers/activation_layers/prelu/). */
export const prelu: LayerDefinition = {
  type: 'PReLU',
  category: 'activation',
  icon: 'chart-no-axes-column-increasing',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    if (shape.length === 0) return { ok: false, problem: needsAxis('PReLU') };
    const wrong = sharedOf(values).find((axis) => axis > shape.length);
    return wrong === undefined
      ? { ok: true, shape }
      : { ok: false, problem: wrongAxis('PReLU', wrong, shape, { param: 'sharedAxes', value: null }) };
  },
  weights: ({ params: values, inputs }) => [
    trained(values, 'alpha', slopeShape(inputs[0]!, values), {
      layout: inputs[0]!.length === 3 ? [2, 0, 1] : undefined,
    }),
  ],
  lower: ({ b, params: values, inputs, values: [x], weight }) => {
    const alpha = b.reshape(weight('alpha'), internalShape(slopeShape(inputs[0]!, values), 1));
    return b.sub(b.relu(x!), b.mul(alpha, b.relu(b.neg(x!))));
  },
  flops: ({ inputs }) => 3 * sizeOf(inputs[0]!),
  badge: (values) => (sharedOf(values).length > 0 ? `shared ${sharedOf(values).join(', ')}` : 'own slopes'),
  view: 'maps',
  why: preluWhy,
  docs: {
    summary: {
      en: 'Leaky ReLU that learns its own negative slopes.',
      ko: '음수 쪽 기울기를 스스로 배우는 leaky ReLU입니다.',
    },
    description: {
      en: 'Positive values pass unchanged; negative ones are multiplied by a slope that is learned like any other weight. Without shared axes every position has a slope of its own, which is a lot for images: share height and width there.',
      ko: '양수는 그대로 통과시키고, 음수에는 다른 가중치처럼 학습되는 기울기를 곱합니다. 공유하는 축이 없으면 위치마다 기울기가 따로 있어 이미지에서는 너무 많으므로, 높이와 너비를 공유하세요.',
    },
    formula: 'y = x if x > 0 else alpha · x; parameters = size of the axes that are not shared',
    formulaTex: [
      { tex: String.raw`y = \begin{cases} x & x > 0 \\ \alpha \cdot x & \text{else} \end{cases}` },
      { about: COUNT, tex: String.raw`H \cdot W \cdot C` },
    ],
    whenToUse: {
      en: 'In deep convolutional networks with plenty of data, behind a linear Conv2D with shared axes 1, 2.',
      ko: '데이터가 넉넉한 깊은 합성곱 신경망에서, linear인 Conv2D 뒤에 공유하는 축을 1, 2로 두고 씁니다.',
    },
    example: {
      en: 'On 28 × 28 × 25 with shared axes 1, 2 there are 25 slopes; without sharing 19,600.',
      ko: '28 × 28 × 25에서 축 1, 2를 공유하면 기울기가 25개, 공유하지 않으면 19,600개입니다.',
    },
    worked: {
      inputs: [[-2, 4, -2]],
      weights: { alpha: [0.25, 0.5, 0.5] },
      output: [-0.5, 4, -1],
      steps: [
        { at: [0], sum: '0.25·(−2)' },
        { at: [2], sum: '0.5·(−2)' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('PReLU', params, values, name),
    pytorch: ({ params: values, inputs }) => {
      const shape = inputs[0]!;
      const slopes = slopeShape(shape, values);
      const isPerChannel = slopes.slice(0, -1).every((n) => n === 1);
      if (isPerChannel && shape.length !== 2) return `nn.PReLU(${slopes.at(-1)}, init=0.0)`;
      const dims = internalShape(slopes, 1).join(', ');
      return torchModule('PReLU', 'x.relu() - self.alpha * (-x).relu()', {
        alpha: `torch.zeros(${dims})`,
      });
    },
    tfjs: ({ params: values, name }) => {
      const weights = tfjsWeights(params, values);
      const sharedAxes = unlessDefault(params, values, 'sharedAxes');
      return weights && tfjsCall('layers.prelu', { sharedAxes, ...weights, name });
    },
  },
};
