import { kerasCall, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { globalPoolingBase, keepsAxes, pooledAxes, tfjsGlobalPooling } from './global-pooling';

/** Maximum over height and width; equal maxima share the gradient (https://keras.io/api/layers/pooling_layers/global_max_pooling2d/). */
export const globalMaxPooling2d: LayerDefinition = {
  ...globalPoolingBase('GlobalMaxPooling2D', 2),
  icon: 'focus',
  lower: ({ b, params, values: [x] }) => b.max(x!, pooledAxes(2), keepsAxes(params)),
  docs: {
    summary: {
      en: 'Turns each feature map into one number: its largest value.',
      ko: '특징 맵 하나를 최댓값 하나로 바꿉니다.',
    },
    description: {
      en: 'Keeps the strongest response of every channel over the whole image: it tells whether the pattern occurs at all, wherever it is. There is nothing to learn here.',
      ko: '채널마다 이미지 전체에서 가장 강한 반응만 남깁니다. 패턴이 어디에 있든 한 번이라도 나타나는지를 나타냅니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[c] = max over i, j of x[i, j, c]',
    formulaTex: [{ tex: String.raw`y_c = \max_{i,j} x_{i,j,c}` }],
    whenToUse: {
      en: 'Instead of GlobalAveragePooling2D when one strong match counts more than many weak ones.',
      ko: '약한 반응이 많은 것보다 강한 반응 하나가 더 중요할 때 GlobalAveragePooling2D 대신 씁니다.',
    },
    example: {
      en: '7 × 7 × 64 gives 64 numbers.',
      ko: '7 × 7 × 64를 넣으면 수 64개가 나옵니다.',
    },
    worked: {
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
      output: [4, 8],
      steps: [{ at: [0], sum: 'max(1, 2, 3, 4)' }],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall('GlobalMaxPooling2D', globalPoolingBase('GlobalMaxPooling2D', 2).params, params, name),
    pytorch: ({ params }) =>
      torchSequence(['nn.AdaptiveMaxPool2d(1)', ...(keepsAxes(params) ? [] : ['nn.Flatten()'])]),
    tfjs: (context) => tfjsGlobalPooling('max', context),
  },
};
