import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, torchSequence } from './code';
import {
  convolutionWindow,
  dilationRateParam,
  filtersParam,
  groupsMustDivide,
  groupsParam,
  kernelSizeParam,
  stridesParam,
  torchConvolution,
} from './convolution';
import type { LayerDefinition, ShapeContext, ShapeResult } from './definition';
import { tfjsWithActivation, torchActivation } from './fused-activation';
import { biasAndActivation, convolvedShape, flopsAfterWindow, imageBadge } from './image-convolution';
import { activationParam, paddingParam, paramReader, useBiasParam } from './params';
import { trainedBy } from './trained';
import { ONE_TO_ONE } from './same-shape';
import { windowPads } from './window';
import { BIAS, KERNEL, weightParams } from './weight-params';
import { COUNT, oneChannel, oneFilter } from './help';
import { convolutionWhy } from './why/windows';

const params: ParamSpecs = {
  filters: filtersParam,
  kernelSize: kernelSizeParam,
  strides: stridesParam,
  padding: paddingParam,
  activation: activationParam,
  useBias: useBiasParam,
  dilationRate: dilationRateParam,
  groups: groupsParam,
  ...weightParams({ kernel: KERNEL, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

function inferShape(context: ShapeContext): ShapeResult {
  const filters = read.number(context.params, 'filters');
  const groups = read.number(context.params, 'groups');
  return convolvedShape(
    'Conv2D',
    context,
    () => filters,
    (image) => groupsMustDivide(groups, image[2]!, filters),
  );
}

/** 2-D convolution (https://keras.io/api/layers/convolution_layers/convolution2d/). */
export const conv2d: LayerDefinition = {
  type: 'Conv2D',
  category: 'convolution',
  icon: 'grid-3x3',
  params,
  ports: ONE_TO_ONE,
  inferShape,
  weights: ({ params: values, inputs }) => {
    const filters = read.number(values, 'filters');
    const perGroup = inputs[0]![2]! / read.number(values, 'groups');
    const shape = [...read.pair(values, 'kernelSize'), perGroup, filters];
    return [
      trained(values, 'kernel', shape, { layout: [3, 2, 0, 1] }),
      ...(read.flag(values, 'useBias') ? [trained(values, 'bias', [filters])] : []),
    ];
  },
  lower: (context) => {
    const { b, params: values, inputs } = context;
    const window = convolutionWindow(values);
    const maps = b.conv2d(context.values[0]!, context.weight('kernel'), {
      strides: window.strides,
      pads: windowPads(inputs[0]!, window),
      dilations: window.dilation,
      groups: read.number(values, 'groups'),
    });
    return biasAndActivation(context, maps);
  },
  flops: ({ params: values, inputs, output }) => {
    const cells = sizeOf(read.pair(values, 'kernelSize')) * (inputs[0]![2]! / read.number(values, 'groups'));
    return sizeOf(output) * (2 * cells + flopsAfterWindow(values));
  },
  badge: (values) => imageBadge(values, true),
  view: 'filters',
  why: convolutionWhy('image'),
  docs: {
    summary: {
      en: 'Slides small learned filters over an image and records where they match.',
      ko: '학습된 작은 필터를 이미지 위에서 움직이며 어디에 맞는지 기록합니다.',
    },
    description: {
      en: 'Each filter is a small window of weights. At every position the window is multiplied with the cells under it and added up, which gives one cell of a feature map; there is one map per filter. The same weights serve every position, so a pattern is found wherever it is.',
      ko: '필터 하나는 가중치로 된 작은 창입니다. 위치마다 창과 그 아래의 값들을 곱해 더하면 특징 맵의 한 칸이 되고, 필터마다 특징 맵이 하나씩 나옵니다. 모든 위치에서 같은 가중치를 쓰므로 패턴이 어디에 있어도 찾아냅니다.',
    },
    formula:
      'y[i, j, f] = activation(Σ x[i·strides + u·dilation, j·strides + v·dilation, c] · kernel[u, v, c, f] + bias[f]); parameters = height · width · channels / groups · filters + filters',
    formulaTex: [
      {
        tex: String.raw`y_{i,j,f} = \varphi\Bigl(\sum_{u,v,c} x_{s i + d u,\; s j + d v,\; c} \, K_{u,v,c,f} + b_f\Bigr)`,
      },
      { about: COUNT, tex: String.raw`k_h \cdot k_w \cdot \frac{C}{g} \cdot F + F` },
    ],
    whenToUse: {
      en: 'For images: edges and strokes first, then parts, then whole objects, with pooling in between.',
      ko: '이미지에 씁니다. 처음에는 가장자리와 획을, 이어서 부분을, 나중에는 전체 물체를 찾으며 사이사이에 풀링을 둡니다.',
    },
    example: {
      en: '25 filters of 3 × 3 on 28 × 28 × 1 with same padding give 28 × 28 × 25, with 3 · 3 · 1 · 25 + 25 = 250 parameters.',
      ko: '28 × 28 × 1 이미지에 3 × 3 필터 25개를 same 패딩으로 쓰면 28 × 28 × 25가 나오고, 파라미터는 3 · 3 · 1 · 25 + 25 = 250개입니다.',
    },
    worked: {
      params: { filters: 1, kernelSize: [2, 2] },
      inputs: [
        oneChannel([
          [1, 2, 0],
          [0, 1, 3],
          [2, 1, 0],
        ]),
      ],
      weights: {
        kernel: oneFilter([
          [1, 0],
          [0, -1],
        ]),
        bias: [0.5],
      },
      output: oneChannel([
        [0.5, -0.5],
        [-0.5, 1.5],
      ]),
      steps: [
        { at: [0, 0, 0], sum: '1·1 + 2·0 + 0·0 + 1·(−1) + 0.5' },
        { at: [1, 1, 0], sum: '1·1 + 3·0 + 1·0 + 0·(−1) + 0.5' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Conv2D', params, values, name, { positional: ['filters', 'kernelSize'] }),
    pytorch: ({ params: values, inputs, output }) =>
      torchSequence([
        ...torchConvolution(inputs[0]!, convolutionWindow(values), {
          filters: read.number(values, 'filters'),
          groups: read.number(values, 'groups'),
          useBias: read.flag(values, 'useBias'),
        }),
        ...torchActivation(read.text(values, 'activation'), output),
      ]),
    tfjs: (context) =>
      read.number(context.params, 'groups') > 1
        ? null
        : tfjsWithActivation('layers.conv2d', params, context, ['filters', 'kernelSize']),
  },
};
