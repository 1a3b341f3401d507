import type { ParamSpecs } from '#shared/graph/params';
import { formatShape } from '#shared/graph/shape';
import { kerasCall, python, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { inputWhy } from './why/arranging';

const params: ParamSpecs = {
  shape: {
    kind: 'shape',
    default: [28, 28, 1],
    min: 1,
    max: 65_536,
    label: { en: 'Shape', ko: '모양' },
    help: {
      en: 'Shape of one sample, without the batch: height, width, channels for images (28, 28, 1), or one number of features.',
      ko: '배치를 뺀 샘플 하나의 모양입니다. 이미지는 높이, 너비, 채널(28, 28, 1)이고, 표 형태의 데이터는 특징의 수 하나입니다.',
    },
  },
};
const read = paramReader(params);

/** Where samples enter. Its `lower` gets the samples as `values[0]` and passes them on. */
export const input: LayerDefinition = {
  type: 'Input',
  category: 'input',
  icon: 'log-in',
  params,
  ports: { inputs: [], outputs: [{ name: 'out' }] },
  inferShape: (context) => ({ ok: true, shape: read.list(context.params, 'shape') }),
  weights: () => [],
  lower: ({ values }) => values[0]!,
  flops: () => 0,
  badge: (values) => formatShape(read.list(values, 'shape')),
  view: 'maps',
  why: inputWhy,
  docs: {
    summary: { en: 'Where the samples enter the network.', ko: '샘플이 신경망으로 들어오는 곳입니다.' },
    description: {
      en: 'States the shape of one sample. Every shape behind it follows from this one. It must fit the chosen dataset: 28 × 28 × 1 for MNIST, 2 for points in the plane.',
      ko: '샘플 하나의 모양을 정합니다. 뒤따르는 모든 층의 모양이 여기서 정해집니다. 고른 데이터셋과 맞아야 합니다. MNIST는 28 × 28 × 1, 평면 위의 점은 2입니다.',
    },
    formula: 'y = x',
    formulaTex: [{ tex: 'y = x' }],
    whenToUse: {
      en: 'Every network begins with one.',
      ko: '모든 신경망은 이 블록에서 시작합니다.',
    },
    example: {
      en: 'MNIST digits are 28 pixels high, 28 wide, with one grey channel: shape 28, 28, 1.',
      ko: 'MNIST 숫자는 높이 28픽셀, 너비 28픽셀에 흑백 채널이 하나이므로 모양은 28, 28, 1입니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Input', {}, {}, name).replace(
        'layers.Input(',
        `keras.Input(shape=${python(read.list(values, 'shape'))}, `,
      ),
    pytorch: () => 'nn.Identity()',
    tfjs: ({ params: values, name }) => tfjsCall('input', { shape: read.list(values, 'shape'), name }),
  },
};
