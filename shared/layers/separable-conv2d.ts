import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, torchSequence } from './code';
import {
  convolutionWindow,
  depthMultiplierParam,
  dilationRateParam,
  filtersParam,
  DEPTHWISE,
  kernelSizeParam,
  stridesParam,
  POINTWISE,
  torchConvolution,
} from './convolution';
import type { LayerDefinition } from './definition';
import { depthwise } from './depthwise';
import { tfjsWithActivation, torchActivation } from './fused-activation';
import { biasAndActivation, convolvedShape, flopsAfterWindow, imageBadge } from './image-convolution';
import { activationParam, paddingParam, paramReader, useBiasParam } from './params';
import { trainedBy } from './trained';
import { ONE_TO_ONE } from './same-shape';
import { BIAS, weightParams } from './weight-params';
import { COUNT, oneChannel } from './help';
import { separableWhy } from './why/windows';

const params: ParamSpecs = {
  filters: filtersParam,
  kernelSize: kernelSizeParam,
  strides: stridesParam,
  padding: paddingParam,
  depthMultiplier: depthMultiplierParam,
  activation: activationParam,
  useBias: useBiasParam,
  dilationRate: dilationRateParam,
  ...weightParams({ depthwise: DEPTHWISE, pointwise: POINTWISE, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

/** A depthwise convolution and a 1 × 1 convolution (https://keras.io/api/layers/convolution_layers/separable_convolution2d/). */
export const separableConv2d: LayerDefinition = {
  type: 'SeparableConv2D',
  category: 'convolution',
  icon: 'square-stack',
  params,
  ports: ONE_TO_ONE,
  inferShape: (context) =>
    convolvedShape('SeparableConv2D', context, () => read.number(context.params, 'filters')),
  weights: ({ params: values, inputs }) => {
    const [filters, multiplier] = [read.number(values, 'filters'), read.number(values, 'depthMultiplier')];
    const channels = inputs[0]![2]!;
    const window = [...read.pair(values, 'kernelSize'), channels, multiplier];
    const point = [1, 1, channels * multiplier, filters];
    return [
      trained(values, 'depthwise', window, { name: 'depthwise_kernel', layout: [2, 3, 0, 1] }),
      trained(values, 'pointwise', point, { name: 'pointwise_kernel', layout: [3, 2, 0, 1] }),
      ...(read.flag(values, 'useBias') ? [trained(values, 'bias', [filters])] : []),
    ];
  },
  lower: (context) => {
    const { b } = context;
    const maps = depthwise(context, context.weight('depthwise_kernel'));
    const plain = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] } as const;
    const mixed = b.conv2d(maps, context.weight('pointwise_kernel'), plain);
    return biasAndActivation(context, mixed);
  },
  flops: ({ params: values, inputs, output }) => {
    const [height, width, filters] = output as [number, number, number];
    const between = inputs[0]![2]! * read.number(values, 'depthMultiplier');
    const perPixel =
      2 * between * (sizeOf(read.pair(values, 'kernelSize')) + filters) + filters * flopsAfterWindow(values);
    return height * width * perPixel;
  },
  badge: (values) => imageBadge(values, true),
  view: 'maps',
  why: separableWhy,
  docs: {
    summary: {
      en: 'A convolution in two cheap steps: first in space, then across channels.',
      ko: '합성곱을 공간 방향과 채널 방향의 가벼운 두 단계로 나눕니다.',
    },
    description: {
      en: 'First every channel gets its own small filter, then a 1 × 1 convolution mixes the channels. The result is close to that of a Conv2D, with a fraction of the weights and multiplications.',
      ko: '먼저 채널마다 작은 필터를 하나씩 적용하고, 이어서 1 × 1 합성곱으로 채널을 섞습니다. 결과는 Conv2D와 비슷하지만 가중치와 곱셈이 훨씬 적습니다.',
    },
    formula:
      'y = activation(pointwise(depthwise(x)) + bias); parameters = height · width · channels · multiplier + channels · multiplier · filters + filters',
    formulaTex: [
      { tex: String.raw`z_{i,j,\,c m + q} = \sum_{u,v} x_{s i + d u,\; s j + d v,\; c} \, D_{u,v,c,q}` },
      { tex: String.raw`y_{i,j,f} = \varphi\Bigl(\sum_q z_{i,j,q} \, P_{q,f} + b_f\Bigr)` },
      { about: COUNT, tex: String.raw`k_h \cdot k_w \cdot C \cdot m + C \cdot m \cdot F + F` },
    ],
    whenToUse: {
      en: 'Instead of Conv2D where speed or size matters, as in Xception and MobileNet.',
      ko: '속도나 크기가 중요할 때 Conv2D 대신 씁니다. Xception과 MobileNet이 그 예입니다.',
    },
    example: {
      en: '64 filters of 3 × 3 on 14 × 14 × 32: 288 + 2,048 + 64 = 2,400 parameters; Conv2D has 18,496.',
      ko: '14 × 14 × 32에 3 × 3 필터 64개를 쓰면 파라미터가 288 + 2,048 + 64 = 2,400개입니다. Conv2D는 18,496개입니다.',
    },
    worked: {
      params: { filters: 1, kernelSize: [2, 2] },
      inputs: [
        [
          [
            [1, 5],
            [2, 6],
          ],
          [
            [3, 7],
            [4, 8],
          ],
        ],
      ],
      weights: {
        depthwise_kernel: [
          oneChannel([
            [1, 1],
            [1, 0],
          ]),
          oneChannel([
            [1, 0],
            [1, 0],
          ]),
        ],
        pointwise_kernel: [oneChannel([[2, -1]])],
        bias: [1],
      },
      output: oneChannel([[16]]),
      steps: [{ at: [0, 0, 0], sum: '2·(1 + 2 + 3 + 4) − 1·5 + 1' }],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('SeparableConv2D', params, values, name, { positional: ['filters', 'kernelSize'] }),
    pytorch: ({ params: values, inputs, output }) => {
      const channels = inputs[0]![2]!;
      const between = channels * read.number(values, 'depthMultiplier');
      const bias = read.flag(values, 'useBias') ? '' : ', bias=False';
      return torchSequence([
        ...torchConvolution(inputs[0]!, convolutionWindow(values), {
          filters: between,
          groups: channels,
          useBias: false,
        }),
        `nn.Conv2d(${between}, ${read.number(values, 'filters')}, 1${bias})`,
        ...torchActivation(read.text(values, 'activation'), output),
      ]);
    },
    tfjs: (context) =>
      tfjsWithActivation('layers.separableConv2d', params, context, ['filters', 'kernelSize']),
  },
};
