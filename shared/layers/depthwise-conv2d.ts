import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, torchSequence } from './code';
import {
  convolutionWindow,
  depthMultiplierParam,
  dilationRateParam,
  DEPTHWISE,
  kernelSizeParam,
  stridesParam,
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
import { depthwiseWhy } from './why/windows';

const params: ParamSpecs = {
  kernelSize: kernelSizeParam,
  strides: stridesParam,
  padding: paddingParam,
  depthMultiplier: depthMultiplierParam,
  activation: activationParam,
  useBias: useBiasParam,
  dilationRate: dilationRateParam,
  ...weightParams({ depthwise: DEPTHWISE, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

/** A filter of its own for every channel (https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/). */
export const depthwiseConv2d: LayerDefinition = {
  type: 'DepthwiseConv2D',
  category: 'convolution',
  icon: 'layers-2',
  params,
  ports: ONE_TO_ONE,
  inferShape: (context) =>
    convolvedShape(
      'DepthwiseConv2D',
      context,
      (image) => image[2]! * read.number(context.params, 'depthMultiplier'),
    ),
  weights: ({ params: values, inputs }) => {
    const [channels, multiplier] = [inputs[0]![2]!, read.number(values, 'depthMultiplier')];
    const shape = [...read.pair(values, 'kernelSize'), channels, multiplier];
    return [
      trained(values, 'depthwise', shape, { name: 'kernel', layout: [2, 3, 0, 1] }),
      ...(read.flag(values, 'useBias') ? [trained(values, 'bias', [channels * multiplier])] : []),
    ];
  },
  lower: (context) => biasAndActivation(context, depthwise(context, context.weight('kernel'))),
  flops: ({ params: values, output }) =>
    sizeOf(output) * (2 * sizeOf(read.pair(values, 'kernelSize')) + flopsAfterWindow(values)),
  badge: (values) => imageBadge(values, false),
  view: 'filters',
  why: depthwiseWhy,
  docs: {
    summary: {
      en: 'A convolution in which every channel has its own filter and channels do not mix.',
      ko: '채널마다 자기 필터가 있고 채널끼리 섞지 않는 합성곱입니다.',
    },
    description: {
      en: 'Each filter looks at one channel only, so there are far fewer weights and multiplications than in Conv2D. It finds patterns in space; a 1 × 1 Conv2D behind it mixes the channels.',
      ko: '필터마다 채널 하나만 보므로 Conv2D보다 가중치와 곱셈이 훨씬 적습니다. 공간의 패턴을 찾고, 채널을 섞는 일은 뒤에 오는 1 × 1 Conv2D가 맡습니다.',
    },
    formula:
      'y[i, j, c·multiplier + m] = activation(Σ x[i·strides + u·dilation, j·strides + v·dilation, c] · kernel[u, v, c, m] + bias); parameters = height · width · channels · multiplier + channels · multiplier',
    formulaTex: [
      {
        tex: String.raw`y_{i,j,\,c m + q} = \varphi\Bigl(\sum_{u,v} x_{s i + d u,\; s j + d v,\; c} \, K_{u,v,c,q} + b\Bigr)`,
      },
      { about: COUNT, tex: String.raw`k_h \cdot k_w \cdot C \cdot m + C \cdot m` },
    ],
    whenToUse: {
      en: 'In small, fast networks such as MobileNet, between 1 × 1 convolutions.',
      ko: 'MobileNet처럼 작고 빠른 신경망에서 1 × 1 합성곱 사이에 씁니다.',
    },
    example: {
      en: '3 × 3 on 14 × 14 × 32 with same padding: 3 · 3 · 32 + 32 = 320 parameters; Conv2D with 32 filters would have 9,248.',
      ko: '14 × 14 × 32에 3 × 3을 same 패딩으로 쓰면 파라미터가 3 · 3 · 32 + 32 = 320개입니다. 필터 32개인 Conv2D라면 9,248개입니다.',
    },
    worked: {
      params: { kernelSize: [2, 2] },
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
        kernel: [
          oneChannel([
            [1, 1],
            [1, 0],
          ]),
          oneChannel([
            [1, 0],
            [1, 0],
          ]),
        ],
        bias: [0, 1],
      },
      output: [[[10, 6]]],
      steps: [
        { at: [0, 0, 0], sum: '1·1 + 2·1 + 3·1 + 4·1 + 0' },
        { at: [0, 0, 1], sum: '5·1 + 6·0 + 7·0 + 8·0 + 1' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('DepthwiseConv2D', params, values, name, { positional: ['kernelSize'] }),
    pytorch: ({ params: values, inputs, output }) =>
      torchSequence([
        ...torchConvolution(inputs[0]!, convolutionWindow(values), {
          filters: output[2]!,
          groups: inputs[0]![2]!,
          useBias: read.flag(values, 'useBias'),
        }),
        ...torchActivation(read.text(values, 'activation'), output),
      ]),
    tfjs: (context) => tfjsWithActivation('layers.depthwiseConv2d', params, context, ['kernelSize']),
  },
};
