import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis, sizeOf } from '#shared/graph/shape';
import { ACTIVATIONS } from './activations';
import { kerasCall, python, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { DEFAULT_NEGATIVE_SLOPE, type FunctionOptions } from './functions/definition';
import { activationParam, paramReader } from './params';
import { needsAxis } from './problems';

const params: ParamSpecs = {
  activation: { ...activationParam, default: 'relu', label: { en: 'Function', ko: '함수' } },
  negativeSlope: {
    kind: 'float',
    default: DEFAULT_NEGATIVE_SLOPE,
    min: 0,
    max: 1,
    step: 0.05,
    when: { param: 'activation', is: ['leaky_relu'] },
    label: { en: 'Negative slope', ko: '음수 쪽 기울기' },
    help: {
      en: 'Slope of leaky_relu below 0. 0.2 is the default in Keras.',
      ko: 'leaky_relu가 음수에서 갖는 기울기입니다. Keras의 기본값은 0.2입니다.',
    },
  },
  approximate: {
    kind: 'boolean',
    default: false,
    when: { param: 'activation', is: ['gelu'] },
    label: { en: 'Approximate GELU', ko: 'GELU 근사' },
    help: {
      en: 'Computes gelu by tanh, as the first Transformers did. Off is exact.',
      ko: '초기 Transformer처럼 gelu를 tanh로 계산합니다. 끄면 정확한 값을 씁니다.',
    },
  },
};
const read = paramReader(params);

const functionOf = (values: Params) => ACTIVATIONS[read.text(values, 'activation')]!;

const optionsOf = (values: Params): FunctionOptions => ({
  negativeSlope: read.number(values, 'negativeSlope'),
  approximate: read.flag(values, 'approximate'),
});

const ALONG_AN_AXIS = ['softmax', 'log_softmax'];

/** An activation function as a block of its own (https://keras.io/api/layers/core_layers/activation/). */
export const activation: LayerDefinition = {
  type: 'Activation',
  category: 'activation',
  icon: 'activity',
  params,
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape: ({ params: values, inputs }) => {
    const name = read.text(values, 'activation');
    return inputs[0]!.length === 0 && ALONG_AN_AXIS.includes(name)
      ? { ok: false, problem: needsAxis(name) }
      : { ok: true, shape: inputs[0]! };
  },
  weights: () => [],
  lower: ({ b, params: values, values: [x] }) => functionOf(values).lower(b, x!, optionsOf(values)),
  flops: ({ params: values, inputs }) => sizeOf(inputs[0]!) * functionOf(values).flopsPerElement,
  badge: (values) => read.text(values, 'activation'),
  view: 'maps',
  docs: {
    summary: {
      en: 'Bends the signal: without it, many layers would be worth no more than one.',
      ko: '신호를 비선형으로 바꿉니다. 없으면 층을 아무리 쌓아도 한 층과 다름없습니다.',
    },
    description: {
      en: 'Applies a function to every value: relu cuts off what is negative, sigmoid and tanh squeeze, softmax turns the scores of the classes into probabilities. As a block of its own it can stand behind a BatchNormalization or an Add. There is nothing to learn here.',
      ko: '값마다 함수를 적용합니다. relu는 음수를 잘라 내고, sigmoid와 tanh는 범위를 누르며, softmax는 클래스의 점수를 확률로 바꿉니다. 독립된 블록이므로 BatchNormalization이나 Add 뒤에 둘 수 있습니다. 학습되는 값은 없습니다.',
    },
    formula: 'relu: max(0, x); sigmoid: 1 / (1 + e^(−x)); tanh; softmax: e^(xᵢ) / Σ e^(xⱼ)',
    formulaTex: [
      { tex: 'y = f(x)' },
      { about: { en: 'relu', ko: 'relu' }, tex: String.raw`\max(0, x)` },
      { about: { en: 'sigmoid', ko: 'sigmoid' }, tex: String.raw`\frac{1}{1 + e^{-x}}` },
      { about: { en: 'tanh', ko: 'tanh' }, tex: String.raw`\frac{e^x - e^{-x}}{e^x + e^{-x}}` },
      { about: { en: 'softmax', ko: 'softmax' }, tex: String.raw`\frac{e^{x_i}}{\sum_j e^{x_j}}` },
    ],
    whenToUse: {
      en: 'Between layers with weights: relu first. At the end: softmax for several classes, sigmoid for two.',
      ko: '가중치가 있는 층 사이에는 먼저 relu를, 끝에는 클래스가 여럿이면 softmax, 둘이면 sigmoid를 씁니다.',
    },
    example: {
      en: 'relu turns −2, 0, 3 into 0, 0, 3.',
      ko: 'relu는 −2, 0, 3을 0, 0, 3으로 바꿉니다.',
    },
    worked: {
      params: { activation: 'sigmoid' },
      inputs: [[-2, 0, 3]],
      output: [0.1192, 0.5, 0.9526],
      steps: [
        { at: [0], sum: '1/(1 + exp(2))' },
        { at: [2], sum: '1/(1 + exp(−3))' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => {
      const [key, { negativeSlope, approximate }] = [read.text(values, 'activation'), optionsOf(values)];
      if (key === 'leaky_relu')
        return `layers.LeakyReLU(negative_slope=${negativeSlope}, name=${python(name)})`;
      if (key === 'gelu' && approximate)
        return `layers.Activation(lambda x: keras.activations.gelu(x, approximate=True), name=${python(name)})`;
      return kerasCall('Activation', params, values, name, {
        positional: ['activation'],
        leaveOut: ['negativeSlope', 'approximate'],
      });
    },
    pytorch: ({ params: values, inputs }) =>
      functionOf(values).pytorch({ axis: engineChannelAxis(inputs[0]!.length + 1), ...optionsOf(values) }),
    tfjs: ({ params: values, name }) => {
      const [key, { negativeSlope, approximate }] = [read.text(values, 'activation'), optionsOf(values)];
      if (key === 'leaky_relu') return tfjsCall('layers.leakyReLU', { alpha: negativeSlope, name });
      const tfjs = key === 'gelu' && approximate ? 'gelu_new' : functionOf(values).tfjs;
      return tfjs && tfjsCall('layers.activation', { activation: tfjs, name });
    },
  },
};
