import { kerasCall, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { globalPoolingBase, keepsAxes, pooledAxes, tfjsGlobalPooling } from './global-pooling';

/** Mean over height and width (https://keras.io/api/layers/pooling_layers/global_average_pooling2d/). */
export const globalAveragePooling2d: LayerDefinition = {
  ...globalPoolingBase('GlobalAveragePooling2D', 2),
  icon: 'shrink',
  lower: ({ b, params, values: [x] }) => b.mean(x!, pooledAxes(2), keepsAxes(params)),
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
    formulaTex: [{ tex: String.raw`y_c = \frac{1}{H W} \sum_{i,j} x_{i,j,c}` }],
    whenToUse: {
      en: 'Between the last convolution and the final Dense layer, especially in deep networks.',
      ko: '마지막 합성곱과 끝의 Dense 사이에, 특히 깊은 신경망에서 씁니다.',
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
      output: [2.5, 6.5],
      steps: [
        { at: [0], sum: '(1 + 2 + 3 + 4)/4' },
        { at: [1], sum: '(5 + 6 + 7 + 8)/4' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall(
        'GlobalAveragePooling2D',
        globalPoolingBase('GlobalAveragePooling2D', 2).params,
        params,
        name,
      ),
    pytorch: ({ params }) =>
      torchSequence(['nn.AdaptiveAvgPool2d(1)', ...(keepsAxes(params) ? [] : ['nn.Flatten()'])]),
    tfjs: (context) => tfjsGlobalPooling('average', context),
  },
};
