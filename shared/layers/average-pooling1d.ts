import { kerasCall, torchNote } from './code';
import type { LayerDefinition } from './definition';
import { lowerPooling1d, pooling1dBase, pooling1dParams, pooling1dWindow, tfjsPooling1d } from './pooling1d';
import { sequencePads } from './sequence';
import { torchAveragePooling } from './torch-average-pooling';

/** Mean of each window of steps, over its real steps only (https://keras.io/api/layers/pooling_layers/average_pooling1d/). */
export const averagePooling1d: LayerDefinition = {
  ...pooling1dBase('AveragePooling1D'),
  icon: 'chart-no-axes-column-decreasing',
  lower: (context) => lowerPooling1d(context, context.b.avgPool2d),
  docs: {
    summary: {
      en: 'Shortens a sequence: averages the values of each window.',
      ko: '창마다 값을 평균 내어 시퀀스를 줄입니다.',
    },
    description: {
      en: 'Like MaxPooling1D, but each window becomes the mean of its steps, which also smooths a noisy signal. At the end of a padded sequence only real steps are counted. There is nothing to learn here.',
      ko: 'MaxPooling1D와 비슷하지만 창마다 스텝의 평균을 내므로 잡음이 있는 신호가 부드러워집니다. 끝을 채운 경우에는 실제 스텝만 셉니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[t, c] = mean over the window of x[t·strides + u, c]',
    formulaTex: [{ tex: String.raw`y_{t,c} = \frac{1}{p} \sum_u x_{s t + u,\; c}` }],
    whenToUse: {
      en: 'To thin out a long, smooth signal before or between other layers.',
      ko: '길고 완만한 신호를 다른 층 앞이나 사이에서 솎아 낼 때 씁니다.',
    },
    example: {
      en: 'Pool size 4 on 100 × 3 gives 25 × 3.',
      ko: '100 × 3에 풀링 크기 4를 쓰면 25 × 3이 됩니다.',
    },
    worked: {
      inputs: [[[1], [4], [3], [2]]],
      output: [[2.5], [2.5]],
      steps: [{ at: [0, 0], sum: '(1 + 4)/2' }],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall('AveragePooling1D', pooling1dParams, params, name, { positional: ['poolSize'] }),
    pytorch: ({ params, inputs }) => {
      const window = pooling1dWindow(params);
      const [before, after] = sequencePads(inputs[0]![0]!, window);
      const side = { size: window.size, stride: window.strides, before, after };
      return torchNote(torchAveragePooling([side]), 'takes and gives (batch, features, steps)');
    },
    tfjs: (context) => tfjsPooling1d('layers.averagePooling1d', context),
  },
};
