import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { kerasCall, pythonPair, torchSequence } from './code';
import {
  convolutionWindow,
  dilationRateParam,
  filtersParam,
  kernelSizeParam,
  stridesParam,
  stridesWithDilation,
} from './convolution';
import type { LayerDefinition, LayerProblem, ShapeContext } from './definition';
import { tfjsWithActivation, torchActivation } from './fused-activation';
import { biasAndActivation, flopsAfterWindow, imageBadge } from './image-convolution';
import { activationParam, paddingParam, paramReader, useBiasParam } from './params';
import { needsImage } from './problems';
import { trainedBy } from './trained';
import { ONE_TO_ONE } from './same-shape';
import { formatPair, type Pair, walkWindow, windowPads } from './window';
import { BIAS, KERNEL, weightParams } from './weight-params';
import { COUNT, oneChannel, oneFilter } from './help';
import { transposedWhy } from './why/windows';

const params: ParamSpecs = {
  filters: filtersParam,
  kernelSize: kernelSizeParam,
  strides: {
    ...stridesParam,
    help: {
      en: 'How much larger the output is, down and to the right. 2 doubles the image.',
      ko: '출력이 아래와 오른쪽으로 얼마나 커지는지입니다. 2면 이미지가 두 배가 됩니다.',
    },
  },
  padding: {
    ...paddingParam,
    help: {
      en: 'same makes the output exactly strides times as large; valid keeps the edges that the window adds.',
      ko: 'same은 출력을 정확히 스트라이드 배로 만들고, valid는 창 때문에 늘어난 가장자리를 그대로 둡니다.',
    },
  },
  outputPadding: {
    kind: 'pair',
    default: null,
    min: 0,
    max: 63,
    advanced: true,
    nullable: true,
    nullLabel: { en: 'automatic', ko: '자동' },
    label: { en: 'Output padding', ko: '출력 패딩' },
    help: {
      en: 'Cells added at the end of the output, fewer than the strides. Leave it empty unless another size is needed.',
      ko: '출력 끝에 더하는 칸의 수이며 스트라이드보다 작아야 합니다. 다른 크기가 필요하지 않다면 비워 둡니다.',
    },
  },
  activation: activationParam,
  useBias: useBiasParam,
  dilationRate: dilationRateParam,
  ...weightParams({ kernel: KERNEL, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

/** Height and width of the output (Keras's `compute_conv_transpose_output_shape`). */
function outputSize(image: Shape, values: Params): Pair {
  const { size, strides, padding, dilation } = convolutionWindow(values);
  const added = read.optionalPair(values, 'outputPadding');
  const along = (i: 0 | 1): number => {
    const [n, stride, reach] = [image[i]!, strides[i], (size[i] - 1) * dilation[i] + 1];
    if (padding === 'same') return added ? (n - 1) * stride + (reach % 2) + added[i] : n * stride;
    return (n - 1) * stride + reach + (added ? added[i] : Math.max(stride - reach, 0));
  };
  return [along(0), along(1)];
}

/** The convolution that this layer turns around sees an image of the output's size. */
const outputImage = ({ params: values, inputs }: ShapeContext): Shape => [
  ...outputSize(inputs[0]!, values),
  read.number(values, 'filters'),
];

const wrongOutputPadding = (added: Pair): LayerProblem => ({
  code: 'output-padding-does-not-fit',
  param: 'outputPadding',
  message: {
    en: `With an output padding of ${formatPair(added)}, no convolution with these strides leads back to the input.`,
    ko: `출력 패딩이 ${formatPair(added)}이면 이 스트라이드의 합성곱으로 입력 크기에 돌아갈 수 없습니다.`,
  },
  expected: {
    en: 'less than the strides; with same padding and an even kernel at least 1',
    ko: '스트라이드보다 작은 수. same 패딩에 짝수 커널이면 1 이상',
  },
  received: formatPair(added),
  fix: {
    label: { en: 'Choose the output padding automatically', ko: '출력 패딩을 자동으로 정하기' },
    repair: { kind: 'setParam', nodeId: '', param: 'outputPadding', value: null },
  },
});

/** The gradient of a convolution as a layer (https://keras.io/api/layers/convolution_layers/convolution2d_transpose/). */
export const conv2dTranspose: LayerDefinition = {
  type: 'Conv2DTranspose',
  category: 'convolution',
  icon: 'expand',
  params,
  ports: ONE_TO_ONE,
  inferShape: (context) => {
    const { params: values, inputs } = context;
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('Conv2DTranspose', image) };
    const window = convolutionWindow(values);
    const problem = stridesWithDilation(window.strides, window.dilation);
    if (problem) return { ok: false, problem };
    const shape = outputImage(context);
    const back = walkWindow(shape, window);
    const fits = 'size' in back && back.size[0] === image[0] && back.size[1] === image[1];
    return fits
      ? { ok: true, shape }
      : { ok: false, problem: wrongOutputPadding(read.pair(values, 'outputPadding')) };
  },
  weights: ({ params: values, inputs }) => {
    const filters = read.number(values, 'filters');
    const shape = [...read.pair(values, 'kernelSize'), filters, inputs[0]![2]!];
    return [
      trained(values, 'kernel', shape, { layout: [3, 2, 0, 1] }),
      ...(read.flag(values, 'useBias') ? [trained(values, 'bias', [filters])] : []),
    ];
  },
  lower: (context) => {
    const { b, params: values, batch, output } = context;
    const window = convolutionWindow(values);
    const [height, width, filters] = output as [number, number, number];
    const maps = b.conv2dTranspose(
      context.values[0]!,
      context.weight('kernel'),
      { strides: window.strides, pads: windowPads(output, window), dilations: window.dilation },
      [batch, filters, height, width],
    );
    return biasAndActivation(context, maps);
  },
  flops: ({ params: values, inputs, output }) => {
    const window = sizeOf(read.pair(values, 'kernelSize')) * read.number(values, 'filters');
    return 2 * sizeOf(inputs[0]!) * window + sizeOf(output) * flopsAfterWindow(values);
  },
  badge: (values) => imageBadge(values, true),
  view: 'maps',
  why: transposedWhy,
  docs: {
    summary: {
      en: 'Makes an image larger with learned filters: a convolution turned around.',
      ko: '학습된 필터로 이미지를 키웁니다. 합성곱을 거꾸로 하는 층입니다.',
    },
    description: {
      en: 'Every input cell stamps its filter, scaled by the cell, onto the output; stamps lie strides cells apart and add up where they overlap. It computes the input gradient of a Conv2D, hence the name. A kernel size that the strides divide avoids a checkerboard pattern.',
      ko: '입력의 칸마다 그 값만큼 키운 필터를 출력에 도장처럼 찍습니다. 도장은 스트라이드 간격으로 찍히고 겹치는 곳은 더해집니다. Conv2D의 입력 기울기와 같은 계산이라 이런 이름이 붙었습니다. 커널 크기가 스트라이드의 배수이면 바둑판 무늬가 생기지 않습니다.',
    },
    formula:
      'y[i·strides + u, j·strides + v, f] += x[i, j, c] · kernel[u, v, f, c]; size: same n · strides, valid n · strides + max(kernel − strides, 0); parameters = height · width · filters · channels + filters',
    formulaTex: [
      { tex: String.raw`y_{s i + u,\; s j + v,\; f} \mathrel{+}= x_{i,j,c} \, K_{u,v,f,c}` },
      { about: COUNT, tex: String.raw`k_h \cdot k_w \cdot F \cdot C + F` },
    ],
    whenToUse: {
      en: 'In decoders: autoencoders, U-Net, generators of images.',
      ko: '오토인코더, U-Net, 이미지 생성기 같은 디코더에 씁니다.',
    },
    example: {
      en: '7 × 7 × 32 with 16 filters, kernel 2 × 2, strides 2, same padding gives 14 × 14 × 16.',
      ko: '7 × 7 × 32에 필터 16개, 커널 2 × 2, 스트라이드 2, same 패딩을 쓰면 14 × 14 × 16이 됩니다.',
    },
    worked: {
      params: { filters: 1, kernelSize: [2, 2], strides: [2, 2] },
      inputs: [oneChannel([[1, 2]])],
      weights: {
        kernel: oneFilter([
          [1, 2],
          [3, 4],
        ]),
        bias: [0],
      },
      output: oneChannel([
        [1, 2, 2, 4],
        [3, 4, 6, 8],
      ]),
      steps: [
        { at: [0, 1, 0], sum: '1·2 + 0' },
        { at: [1, 3, 0], sum: '2·4 + 0' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Conv2DTranspose', params, values, name, { positional: ['filters', 'kernelSize'] }),
    pytorch: ({ params: values, inputs, output }) => {
      const window = convolutionWindow(values);
      const [top, left, bottom, right] = windowPads(output, window);
      const isEven = top === bottom && left === right;
      const crop = isEven
        ? []
        : [`nn.ZeroPad2d((${-left}, ${-right}, ${-top}, ${-bottom}))`.replaceAll('-0', '0')];
      const full = ([0, 1] as const).map(
        (i) => (inputs[0]![i]! - 1) * window.strides[i] + (window.size[i] - 1) * window.dilation[i] + 1,
      );
      const missing = [output[0]! + top + bottom - full[0]!, output[1]! + left + right - full[1]!] as const;
      const options = [
        window.strides.some((n) => n > 1) ? `stride=${pythonPair(window.strides)}` : '',
        isEven && top + left > 0 ? `padding=${pythonPair([top, left])}` : '',
        missing[0] + missing[1] > 0 ? `output_padding=${pythonPair(missing)}` : '',
        window.dilation.some((n) => n > 1) ? `dilation=${pythonPair(window.dilation)}` : '',
        read.flag(values, 'useBias') ? '' : 'bias=False',
      ].filter((option) => option !== '');
      const sizes = [inputs[0]![2], read.number(values, 'filters'), pythonPair(window.size)];
      return torchSequence([
        `nn.ConvTranspose2d(${[...sizes, ...options].join(', ')})`,
        ...crop,
        ...torchActivation(read.text(values, 'activation'), output),
      ]);
    },
    tfjs: (context) => {
      const { dilation } = convolutionWindow(context.params);
      const isMissing =
        read.optionalPair(context.params, 'outputPadding') !== null || Math.max(...dilation) > 1;
      return isMissing
        ? null
        : tfjsWithActivation('layers.conv2dTranspose', params, context, ['filters', 'kernelSize']);
    },
  },
};
