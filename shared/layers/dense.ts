import type { ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis, sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { ACTIVATIONS } from './activations';
import { alongAxis } from './axes';
import { kerasCall, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { tfjsWithActivation, torchActivation } from './fused-activation';
import { activationParam, paramReader, useBiasParam } from './params';
import { needsAxis } from './problems';
import { trainedBy } from './trained';
import { BIAS, KERNEL, weightParams } from './weight-params';
import { COUNT } from './help';
import { denseWhy } from './why/products';

const params: ParamSpecs = {
  units: {
    kind: 'int',
    default: 64,
    min: 1,
    max: 1_000_000,
    label: { en: 'Units', ko: '유닛 수' },
    help: {
      en: 'Number of neurons, and of outputs. 32 to 512 for hidden layers; the number of classes for the last one.',
      ko: '뉴런의 수이자 출력의 수입니다. 은닉층에는 32~512, 마지막 층에는 클래스의 수를 씁니다.',
    },
  },
  activation: activationParam,
  useBias: useBiasParam,
  ...weightParams({ kernel: KERNEL, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

/** x · kernel over Keras's last axis, whatever the other axes are. */
function applyKernel(b: IrBuilder, x: IrValue, kernel: IrValue): IrValue {
  const [features, units] = kernel.shape as readonly [number, number];
  if (x.shape.length === 2) return b.matmul(x, kernel);
  if (x.shape.length === 4) {
    // Channels lie at axis 1: the same product for each pixel is a 1×1 convolution.
    const pointwise = b.reshape(b.transpose(kernel, [1, 0]), [units, features, 1, 1]);
    return b.conv2d(x, pointwise, { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] });
  }
  const outer = x.shape.slice(0, -1);
  const rows = b.reshape(x, [sizeOf(outer), features]);
  return b.reshape(b.matmul(rows, kernel), [...outer, units]);
}

/** Fully connected layer, on the last axis of inputs of any number of axes (https://keras.io/api/layers/core_layers/dense/). */
export const dense: LayerDefinition = {
  type: 'Dense',
  category: 'core',
  icon: 'network',
  params,
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    if (shape.length === 0) return { ok: false, problem: needsAxis('Dense') };
    return { ok: true, shape: [...shape.slice(0, -1), read.number(values, 'units')] };
  },
  weights: ({ params: values, inputs }) => {
    const units = read.number(values, 'units');
    return [
      trained(values, 'kernel', [inputs[0]!.at(-1)!, units]),
      ...(read.flag(values, 'useBias') ? [trained(values, 'bias', [units])] : []),
    ];
  },
  lower: (context) => {
    const { b, params: values } = context;
    const product = applyKernel(b, context.values[0]!, context.weight('kernel'));
    const rank = product.shape.length;
    const axis = engineChannelAxis(rank);
    const bias = () =>
      axis === rank - 1
        ? context.weight('bias')
        : b.reshape(context.weight('bias'), alongAxis(read.number(values, 'units'), axis, rank));
    const sum = read.flag(values, 'useBias') ? b.add(product, bias()) : product;
    return ACTIVATIONS[read.text(values, 'activation')]!.lower(b, sum);
  },
  flops: ({ params: values, inputs, output }) => {
    const perElement =
      2 * inputs[0]!.at(-1)! +
      (read.flag(values, 'useBias') ? 1 : 0) +
      ACTIVATIONS[read.text(values, 'activation')]!.flopsPerElement;
    return sizeOf(output) * perElement;
  },
  badge: (values) => {
    const activation = read.text(values, 'activation');
    const units = String(read.number(values, 'units'));
    return activation === 'linear' ? units : `${units} ${activation}`;
  },
  view: 'bars',
  why: denseWhy,
  docs: {
    summary: {
      en: 'Every output is a weighted sum of all inputs.',
      ko: '모든 입력에 가중치를 곱해 더한 값을 출력마다 계산합니다.',
    },
    description: {
      en: 'A fully connected layer: each unit multiplies every input by its own weight, adds them up with its bias, and applies the activation function. On inputs of several axes it works on the last one, at every position alike.',
      ko: '완전 연결층입니다. 유닛마다 모든 입력에 자기 가중치를 곱해 더하고 편향을 더한 뒤 활성화 함수를 적용합니다. 축이 여러 개인 입력에서는 마지막 축에, 모든 위치에서 똑같이 작동합니다.',
    },
    formula: 'y = activation(x · kernel + bias); parameters = inputs · units + units',
    formulaTex: [
      { tex: String.raw`y_j = f\Bigl(\sum_i x_i \, W_{i,j} + b_j\Bigr)` },
      { about: COUNT, tex: String.raw`n \cdot U + U` },
    ],
    whenToUse: {
      en: 'As hidden layers for tables and points, and at the end of nearly every network to turn features into classes.',
      ko: '표나 점 데이터의 은닉층으로, 그리고 거의 모든 신경망의 끝에서 특징을 클래스로 바꿀 때 씁니다.',
    },
    example: {
      en: '784 inputs and 50 units: 784 · 50 + 50 = 39,250 parameters.',
      ko: '입력이 784개이고 유닛이 50개이면 파라미터는 784 · 50 + 50 = 39,250개입니다.',
    },
    worked: {
      params: { units: 2, activation: 'relu' },
      inputs: [[1, 2]],
      weights: {
        kernel: [
          [1, 0.5],
          [-1, 3],
        ],
        bias: [0.5, -1],
      },
      output: [0, 5.5],
      steps: [
        { at: [0], sum: 'max(0, 1·1 + 2·(−1) + 0.5)' },
        { at: [1], sum: 'max(0, 1·0.5 + 2·3 − 1)' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('Dense', params, values, name, { positional: ['units'] }),
    pytorch: ({ params: values, inputs }) => {
      const [shape, units] = [inputs[0]!, read.number(values, 'units')];
      const bias = read.flag(values, 'useBias') ? '' : ', bias=False';
      const module =
        shape.length === 3
          ? `nn.Conv2d(${shape[2]}, ${units}, 1${bias})`
          : `nn.Linear(${shape.at(-1)}, ${units}${bias})`;
      return torchSequence([module, ...torchActivation(read.text(values, 'activation'), shape)]);
    },
    tfjs: (context) => tfjsWithActivation('layers.dense', params, context, ['units']),
  },
};
