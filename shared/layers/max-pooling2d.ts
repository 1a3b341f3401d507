import { kerasCall, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import {
  enginePooling,
  poolingBase,
  poolingParams,
  poolingWindow,
  tfjsPooling,
  torchPoolingArguments,
} from './pooling';
import { torchPadding } from './torch-padding';
import { windowPads } from './window';
import { oneChannel } from './help';

/** Largest value of each window; padding counts as −∞ (https://keras.io/api/layers/pooling_layers/max_pooling2d/). */
export const maxPooling2d: LayerDefinition = {
  ...poolingBase('MaxPooling2D'),
  icon: 'minimize-2',
  lower: (context) => context.b.maxPool2d(context.values[0]!, enginePooling(context)),
  docs: {
    summary: {
      en: 'Shrinks an image: keeps the largest value of each window.',
      ko: '창마다 가장 큰 값만 남겨 이미지를 줄입니다.',
    },
    description: {
      en: 'Each feature map is cut into small windows, and of each only the largest value stays: where the pattern matched best. The image gets smaller, the next layers get cheaper and see more of it, and small shifts matter less. There is nothing to learn here.',
      ko: '특징 맵을 작은 창으로 나누어 창마다 가장 큰 값, 곧 패턴이 가장 잘 맞은 값만 남깁니다. 이미지가 작아져 다음 층의 계산이 줄고 더 넓은 영역을 보게 되며, 작은 이동에 덜 민감해집니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[i, j, c] = max over the window of x[i·strides + u, j·strides + v, c]',
    formulaTex: [{ tex: String.raw`y_{i,j,c} = \max_{u,v} x_{s i + u,\; s j + v,\; c}` }],
    whenToUse: {
      en: 'After one or two convolutions, to halve height and width.',
      ko: '합성곱을 한두 번 한 뒤 높이와 너비를 절반으로 줄일 때 씁니다.',
    },
    example: {
      en: '2 × 2 on 28 × 28 × 25 gives 14 × 14 × 25.',
      ko: '28 × 28 × 25에 2 × 2를 쓰면 14 × 14 × 25가 됩니다.',
    },
    worked: {
      inputs: [
        oneChannel([
          [1, 3, 2, 0],
          [4, 2, 1, 5],
        ]),
      ],
      output: oneChannel([[4, 5]]),
      steps: [
        { at: [0, 0, 0], sum: 'max(1, 3, 4, 2)' },
        { at: [0, 1, 0], sum: 'max(2, 0, 1, 5)' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall('MaxPooling2D', poolingParams, params, name, { positional: ['poolSize'] }),
    pytorch: ({ params, inputs }) => {
      const window = poolingWindow(params);
      const { before, padding } = torchPadding(windowPads(inputs[0]!, window), '-infinity');
      const options = [...torchPoolingArguments(window), ...(padding ? [padding] : [])];
      return torchSequence([...before, `nn.MaxPool2d(${options.join(', ')})`]);
    },
    tfjs: (context) => tfjsPooling('layers.maxPooling2d', context),
  },
};
