import type { ParamSpecs } from '#shared/graph/params';
import type { Params } from '#shared/graph/document';
import { sizeOf } from '#shared/graph/shape';
import { ACTIVATIONS } from './activations';
import { kerasCall, pythonPair, torchSequence } from './code';
import type { LayerDefinition, ShapeContext, ShapeResult, WeightSpec } from './definition';
import { tfjsWithActivation, torchActivation } from './fused-activation';
import {
  activationParam,
  biasInitializerParam,
  kernelInitializerParam,
  paddingParam,
  paramReader,
  useBiasParam,
} from './params';
import { needsImage } from './problems';
import { torchPadding } from './torch-padding';
import { formatPair, type Padding, walkWindow, windowPads, type WindowSpec } from './window';

const params: ParamSpecs = {
  filters: {
    kind: 'int',
    default: 16,
    min: 1,
    max: 4096,
    label: { en: 'Filters', ko: '필터 수' },
    help: {
      en: 'Number of patterns it looks for, and of output channels. 16 to 64 near the input, more further in.',
      ko: '찾아낼 패턴의 수이자 출력 채널의 수입니다. 입력 가까이에는 16~64, 뒤로 갈수록 더 많이 둡니다.',
    },
  },
  kernelSize: {
    kind: 'pair',
    default: [3, 3],
    min: 1,
    max: 64,
    label: { en: 'Kernel size', ko: '커널 크기' },
    help: {
      en: 'Height and width of the window that slides over the image. 3 × 3 is the usual choice.',
      ko: '이미지 위를 움직이는 창의 높이와 너비입니다. 보통 3 × 3을 씁니다.',
    },
  },
  strides: {
    kind: 'pair',
    default: [1, 1],
    min: 1,
    max: 64,
    label: { en: 'Strides', ko: '스트라이드' },
    help: {
      en: 'Steps of the window, down and to the right. 2 halves the image.',
      ko: '창이 아래와 오른쪽으로 움직이는 간격입니다. 2면 이미지가 절반으로 줄어듭니다.',
    },
  },
  padding: paddingParam,
  activation: activationParam,
  useBias: useBiasParam,
  dilationRate: {
    kind: 'pair',
    default: [1, 1],
    min: 1,
    max: 64,
    advanced: true,
    label: { en: 'Dilation rate', ko: '팽창률' },
    help: {
      en: 'Distance between the cells that the window reads; 2 leaves gaps of one. Leave it at 1 unless you need a wide view.',
      ko: '창이 읽는 칸 사이의 간격입니다. 2면 한 칸씩 건너뜁니다. 넓은 영역을 볼 필요가 없다면 1로 둡니다.',
    },
  },
  groups: {
    kind: 'int',
    default: 1,
    min: 1,
    max: 4096,
    advanced: true,
    label: { en: 'Groups', ko: '그룹 수' },
    help: {
      en: 'Splits channels and filters into so many separate groups. 1 lets every filter see every channel.',
      ko: '채널과 필터를 서로 독립된 그룹으로 나눕니다. 1이면 모든 필터가 모든 채널을 봅니다.',
    },
  },
  kernelInitializer: kernelInitializerParam,
  biasInitializer: biasInitializerParam,
};
const read = paramReader(params);

const windowOf = (values: Params): WindowSpec & { readonly dilation: readonly [number, number] } => ({
  size: read.pair(values, 'kernelSize'),
  strides: read.pair(values, 'strides'),
  padding: read.text(values, 'padding') as Padding,
  dilation: read.pair(values, 'dilationRate'),
});

function inferShape({ params: values, inputs }: ShapeContext): ShapeResult {
  const image = inputs[0]!;
  if (image.length !== 3) return { ok: false, problem: needsImage('Conv2D', image) };
  const [filters, groups, channels] = [
    read.number(values, 'filters'),
    read.number(values, 'groups'),
    image[2]!,
  ];
  if (channels % groups !== 0 || filters % groups !== 0) {
    return {
      ok: false,
      problem: {
        code: 'groups-must-divide',
        param: 'groups',
        message: {
          en: `${groups} groups do not divide ${channels} channels and ${filters} filters evenly.`,
          ko: `채널 ${channels}개와 필터 ${filters}개를 그룹 ${groups}개로 똑같이 나눌 수 없습니다.`,
        },
        expected: {
          en: `a divisor of ${channels} and of ${filters}`,
          ko: `${channels}와(과) ${filters}의 공약수`,
        },
        received: String(groups),
        fix: {
          label: { en: 'Set groups to 1', ko: '그룹 수를 1로 설정' },
          repair: { kind: 'setParam', nodeId: '', param: 'groups', value: 1 },
        },
      },
    };
  }
  const window = windowOf(values);
  if (Math.max(...window.strides) > 1 && Math.max(...window.dilation) > 1) {
    return {
      ok: false,
      problem: {
        code: 'strides-with-dilation',
        param: 'dilationRate',
        message: {
          en: 'Strides above 1 and a dilation rate above 1 cannot be combined, in Keras either.',
          ko: '1보다 큰 스트라이드와 1보다 큰 팽창률은 함께 쓸 수 없습니다. Keras에서도 마찬가지입니다.',
        },
        expected: { en: 'one of the two at 1', ko: '둘 중 하나는 1' },
        received: {
          en: `strides ${formatPair(window.strides)}, dilation rate ${formatPair(window.dilation)}`,
          ko: `스트라이드 ${formatPair(window.strides)}, 팽창률 ${formatPair(window.dilation)}`,
        },
        fix: {
          label: { en: 'Set dilation rate to 1', ko: '팽창률을 1로 설정' },
          repair: { kind: 'setParam', nodeId: '', param: 'dilationRate', value: [1, 1] },
        },
      },
    };
  }
  const walk = walkWindow(image, window);
  return 'problem' in walk
    ? { ok: false, problem: walk.problem }
    : { ok: true, shape: [...walk.size, filters] };
}

/** 2-D convolution (https://keras.io/api/layers/convolution_layers/convolution2d/). */
export const conv2d: LayerDefinition = {
  type: 'Conv2D',
  category: 'convolution',
  icon: 'grid-3x3',
  params,
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape,
  weights: ({ params: values, inputs }) => {
    const filters = read.number(values, 'filters');
    const kernel: WeightSpec = {
      name: 'kernel',
      shape: [...read.pair(values, 'kernelSize'), inputs[0]![2]! / read.number(values, 'groups'), filters],
      layout: [3, 2, 0, 1],
      initializer: read.text(values, 'kernelInitializer'),
      trainable: true,
    };
    const bias: WeightSpec = {
      name: 'bias',
      shape: [filters],
      initializer: read.text(values, 'biasInitializer'),
      trainable: true,
    };
    return read.flag(values, 'useBias') ? [kernel, bias] : [kernel];
  },
  lower: (context) => {
    const { b, params: values, inputs } = context;
    const window = windowOf(values);
    const maps = b.conv2d(context.values[0]!, context.weight('kernel'), {
      strides: window.strides,
      pads: windowPads(inputs[0]!, window),
      dilations: window.dilation,
      groups: read.number(values, 'groups'),
    });
    const sum = read.flag(values, 'useBias')
      ? b.add(maps, b.reshape(context.weight('bias'), [1, read.number(values, 'filters'), 1, 1]))
      : maps;
    return ACTIVATIONS[read.text(values, 'activation')]!.lower(b, sum);
  },
  flops: ({ params: values, inputs, output }) => {
    const cells = sizeOf(read.pair(values, 'kernelSize')) * (inputs[0]![2]! / read.number(values, 'groups'));
    const perElement =
      2 * cells +
      (read.flag(values, 'useBias') ? 1 : 0) +
      ACTIVATIONS[read.text(values, 'activation')]!.flopsPerElement;
    return sizeOf(output) * perElement;
  },
  badge: (values) => {
    const [padding, activation] = [read.text(values, 'padding'), read.text(values, 'activation')];
    const parts = [String(read.number(values, 'filters')), formatPair(read.pair(values, 'kernelSize'))];
    if (padding !== 'valid') parts.push(padding);
    if (activation !== 'linear') parts.push(activation);
    return parts.join(' ');
  },
  view: 'filters',
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
    whenToUse: {
      en: 'For images: edges and strokes first, then parts, then whole objects, with pooling in between.',
      ko: '이미지에 씁니다. 처음에는 가장자리와 획을, 이어서 부분을, 나중에는 전체 물체를 찾으며 사이사이에 풀링을 둡니다.',
    },
    example: {
      en: '25 filters of 3 × 3 on 28 × 28 × 1 with same padding give 28 × 28 × 25, with 3 · 3 · 1 · 25 + 25 = 250 parameters.',
      ko: '28 × 28 × 1 이미지에 3 × 3 필터 25개를 same 패딩으로 쓰면 28 × 28 × 25가 나오고, 파라미터는 3 · 3 · 1 · 25 + 25 = 250개입니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Conv2D', params, values, name, { positional: ['filters', 'kernelSize'] }),
    pytorch: ({ params: values, inputs, output }) => {
      const window = windowOf(values);
      const { before, padding } = torchPadding(windowPads(inputs[0]!, window), 'zero');
      const options = [
        window.strides.some((n) => n > 1) ? `stride=${pythonPair(window.strides)}` : '',
        padding,
        window.dilation.some((n) => n > 1) ? `dilation=${pythonPair(window.dilation)}` : '',
        read.number(values, 'groups') > 1 ? `groups=${read.number(values, 'groups')}` : '',
        read.flag(values, 'useBias') ? '' : 'bias=False',
      ].filter((option) => option !== '');
      const sizes = [inputs[0]![2], read.number(values, 'filters'), pythonPair(window.size)];
      const module = `nn.Conv2d(${[...sizes, ...options].join(', ')})`;
      return torchSequence([...before, module, ...torchActivation(read.text(values, 'activation'), output)]);
    },
    tfjs: (context) => tfjsWithActivation('layers.conv2d', params, context, ['filters', 'kernelSize']),
  },
};
