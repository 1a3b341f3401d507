import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { lowerLeakyRelu } from './functions/rectifiers';
import { paramReader } from './params';
import { keepsShape } from './same-shape';

const params: ParamSpecs = {
  negativeSlope: {
    kind: 'float',
    default: 0.3,
    min: 0,
    max: 1,
    step: 0.05,
    label: { en: 'Negative slope', ko: '음수 쪽 기울기' },
    help: {
      en: 'Slope below 0. 0.3 is the default of this layer; the function leaky_relu has 0.2, PyTorch 0.01.',
      ko: '음수에서의 기울기입니다. 이 층의 기본값은 0.3이고, 함수 leaky_relu는 0.2, PyTorch는 0.01입니다.',
    },
  },
};
const read = paramReader(params);

/** ReLU with a slope below 0 (https://keras.io/api/layers/activation_layers/leaky_relu/). */
export const leakyRelu: LayerDefinition = {
  ...keepsShape,
  type: 'LeakyReLU',
  category: 'activation',
  icon: 'chevrons-up',
  params,
  lower: ({ b, params: values, values: [x] }) => lowerLeakyRelu(b, x!, read.number(values, 'negativeSlope')),
  flops: ({ inputs }) => 2 * sizeOf(inputs[0]!),
  badge: (values) => String(read.number(values, 'negativeSlope')),
  view: 'maps',
  docs: {
    summary: {
      en: 'Like ReLU, but negative values keep a small slope, so that no unit dies.',
      ko: 'ReLU와 같지만 음수에도 작은 기울기를 남겨 유닛이 죽지 않게 합니다.',
    },
    description: {
      en: 'Positive values pass unchanged, negative ones are made smaller instead of being cut off. Some gradient always flows, so a unit can recover from being negative for every sample. There is nothing to learn here.',
      ko: '양수는 그대로 통과시키고 음수는 잘라 내는 대신 작게 만듭니다. 기울기가 늘 조금은 흐르므로, 모든 샘플에서 음수가 된 유닛도 되살아날 수 있습니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = x if x > 0 else negative_slope · x',
    formulaTex: [
      { tex: String.raw`y = \begin{cases} x & x > 0 \\ \text{slope} \cdot x & \text{else} \end{cases}` },
    ],
    whenToUse: {
      en: 'When many ReLU units are dead, and in the discriminator of a GAN.',
      ko: '죽은 ReLU 유닛이 많을 때, 그리고 GAN의 판별자에 씁니다.',
    },
    example: {
      en: 'With a slope of 0.3, −2, 0, 3 become −0.6, 0, 3.',
      ko: '기울기가 0.3이면 −2, 0, 3은 −0.6, 0, 3이 됩니다.',
    },
    worked: {
      params: { negativeSlope: 0.1 },
      inputs: [[-2, 0, 3]],
      output: [-0.2, 0, 3],
      steps: [{ at: [0], sum: '0.1·(−2)' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('LeakyReLU', params, values, name),
    pytorch: ({ params: values }) => `nn.LeakyReLU(${read.number(values, 'negativeSlope')})`,
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.leakyReLU', { alpha: read.number(values, 'negativeSlope'), name }),
  },
};
