import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, tfjsCall, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { needsImage } from './problems';

const params: ParamSpecs = {
  keepdims: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Keep axes', ko: '축 유지' },
    help: {
      en: 'Keeps height and width as axes of size 1 (1 × 1 × channels) instead of dropping them.',
      ko: '높이와 너비를 없애지 않고 크기 1인 축으로 남깁니다(1 × 1 × 채널).',
    },
  },
};
const read = paramReader(params);

/** Mean over height and width (https://keras.io/api/layers/pooling_layers/global_average_pooling2d/). */
export const globalAveragePooling2d: LayerDefinition = {
  type: 'GlobalAveragePooling2D',
  category: 'pooling',
  icon: 'shrink',
  params,
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape: ({ params: values, inputs }) => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('GlobalAveragePooling2D', image) };
    const channels = image[2]!;
    return { ok: true, shape: read.flag(values, 'keepdims') ? [1, 1, channels] : [channels] };
  },
  weights: () => [],
  lower: ({ b, params: values, values: [x] }) => b.mean(x!, [2, 3], read.flag(values, 'keepdims')),
  flops: ({ inputs }) => sizeOf(inputs[0]!),
  view: 'bars',
  docs: {
    summary: {
      en: 'Turns each feature map into one number: its mean.',
      ko: '특징 맵 하나를 평균값 하나로 바꿉니다.',
    },
    description: {
      en: 'Averages every channel over the whole image, which tells how much of that pattern there is, wherever it is. It takes the place of Flatten with far fewer weights behind it. There is nothing to learn here.',
      ko: '채널마다 이미지 전체의 평균을 냅니다. 그 패턴이 어디에 있든 얼마나 있는지를 나타냅니다. Flatten 대신 쓰면 뒤따르는 가중치가 훨씬 적어집니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[c] = mean over i, j of x[i, j, c]',
    whenToUse: {
      en: 'Between the last convolution and the final Dense layer, especially in deep networks.',
      ko: '마지막 합성곱과 끝의 Dense 사이에, 특히 깊은 신경망에서 씁니다.',
    },
    example: {
      en: '7 × 7 × 64 gives 64 numbers.',
      ko: '7 × 7 × 64를 넣으면 수 64개가 나옵니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('GlobalAveragePooling2D', params, values, name),
    pytorch: ({ params: values }) =>
      torchSequence(['nn.AdaptiveAvgPool2d(1)', ...(read.flag(values, 'keepdims') ? [] : ['nn.Flatten()'])]),
    tfjs: ({ params: values, inputs, name }) =>
      read.flag(values, 'keepdims')
        ? tfjsCall('layers.averagePooling2d', { poolSize: inputs[0]!.slice(0, 2), name })
        : tfjsCall('layers.globalAveragePooling2d', { name }),
  },
};
