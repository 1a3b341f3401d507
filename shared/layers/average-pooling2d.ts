import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { enginePooling, poolingBase, poolingParams, poolingWindow, tfjsPooling } from './pooling';
import { torchAveragePooling } from './torch-average-pooling';
import { windowPads } from './window';
import { oneChannel } from './help';

/** Mean of each window, over its real cells only (https://keras.io/api/layers/pooling_layers/average_pooling2d/). */
export const averagePooling2d: LayerDefinition = {
  ...poolingBase('AveragePooling2D'),
  icon: 'blend',
  lower: (context) => context.b.avgPool2d(context.values[0]!, enginePooling(context)),
  docs: {
    summary: {
      en: 'Shrinks an image: averages the values of each window.',
      ko: '창마다 값을 평균 내어 이미지를 줄입니다.',
    },
    description: {
      en: 'Like MaxPooling2D, but each window becomes the mean of its values, so every cell has a say. At the edges of a padded image only real cells are counted. There is nothing to learn here.',
      ko: 'MaxPooling2D와 비슷하지만 창마다 값의 평균을 내므로 모든 칸이 결과에 영향을 줍니다. 가장자리를 채운 경우에는 실제 칸만 셉니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[i, j, c] = mean over the window of x[i·strides + u, j·strides + v, c]',
    formulaTex: [{ tex: String.raw`y_{i,j,c} = \frac{1}{p_h p_w} \sum_{u,v} x_{s i + u,\; s j + v,\; c}` }],
    whenToUse: {
      en: 'Where a smooth summary is wanted rather than the strongest match, as in LeNet.',
      ko: '가장 강한 반응보다 고른 요약이 필요할 때 씁니다. LeNet이 그 예입니다.',
    },
    example: {
      en: '2 × 2 on 24 × 24 × 6 gives 12 × 12 × 6.',
      ko: '24 × 24 × 6에 2 × 2를 쓰면 12 × 12 × 6이 됩니다.',
    },
    worked: {
      inputs: [
        oneChannel([
          [1, 3, 2, 0],
          [4, 2, 1, 5],
        ]),
      ],
      output: oneChannel([[2.5, 2]]),
      steps: [
        { at: [0, 0, 0], sum: '(1 + 3 + 4 + 2)/4' },
        { at: [0, 1, 0], sum: '(2 + 0 + 1 + 5)/4' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall('AveragePooling2D', poolingParams, params, name, { positional: ['poolSize'] }),
    pytorch: ({ params, inputs }) => {
      const window = poolingWindow(params);
      const [top, left, bottom, right] = windowPads(inputs[0]!, window);
      return torchAveragePooling([
        { size: window.size[0], stride: window.strides[0], before: top, after: bottom },
        { size: window.size[1], stride: window.strides[1], before: left, after: right },
      ]);
    },
    tfjs: (context) => tfjsPooling('layers.averagePooling2d', context),
  },
};
