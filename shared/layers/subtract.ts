import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { mergingBase } from './merging';

/** The first input minus the second (https://keras.io/api/layers/merging_layers/subtract/). */
export const subtract: LayerDefinition = {
  ...mergingBase('Subtract', 2),
  icon: 'circle-minus',
  lower: ({ b, values: [first, second] }) => b.sub(first!, second!),
  docs: {
    summary: {
      en: 'Subtracts its second input from the first, value by value.',
      ko: '첫 입력에서 둘째 입력을 값끼리 뺍니다.',
    },
    description: {
      en: 'Takes exactly two inputs of the same shape; the first wire is what is subtracted from. The difference shows where two branches disagree. There is nothing to learn here.',
      ko: '모양이 같은 입력을 정확히 둘 받으며, 먼저 이은 선에서 나중에 이은 선을 뺍니다. 차이는 두 갈래가 어디서 다른지를 보여 줍니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = x₁ − x₂',
    formulaTex: [{ tex: 'y = x_1 - x_2' }],
    whenToUse: {
      en: 'To compare two branches, for example the features of two images.',
      ko: '두 이미지의 특징처럼 두 갈래를 비교할 때 씁니다.',
    },
    example: {
      en: '5, 2 minus 1, 4 gives 4, −2.',
      ko: '5, 2에서 1, 4를 빼면 4, −2가 됩니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [10, -20],
      ],
      output: [-9, 22],
      steps: [
        { at: [0], sum: '1 − 10' },
        { at: [1], sum: '2 − (−20)' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Subtract', {}, params, name),
    pytorch: () => 'lambda x, y: x - y',
    tfjs: () => null,
  },
};
