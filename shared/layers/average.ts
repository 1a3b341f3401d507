import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { mergingBase } from './merging';

/** Elementwise mean (https://keras.io/api/layers/merging_layers/average/). */
export const average: LayerDefinition = {
  ...mergingBase('Average'),
  icon: 'equal-approximately',
  lower: ({ b, values: [first, ...others], values }) =>
    b.mul(
      others.reduce((sum, value) => b.add(sum, value), first!),
      b.scalar(1 / values.length),
    ),
  docs: {
    summary: {
      en: 'Averages its inputs value by value.',
      ko: '입력들을 값끼리 평균 냅니다.',
    },
    description: {
      en: 'All inputs must have the same shape; the output is their mean. Several branches that predict the same thing vote in this way (soft voting), and the mean is steadier than each of them. There is nothing to learn here.',
      ko: '입력의 모양이 모두 같아야 하고, 출력은 그 평균입니다. 같은 것을 예측하는 여러 갈래가 이렇게 투표하면(소프트 투표) 하나하나보다 안정된 결과를 얻습니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = (x₁ + x₂ + … + xₙ) / n',
    formulaTex: [{ tex: String.raw`y = \frac{x_1 + x_2 + \dots + x_n}{n}` }],
    whenToUse: {
      en: 'At the end of an ensemble of branches.',
      ko: '여러 갈래로 된 앙상블의 끝에 둡니다.',
    },
    example: {
      en: 'Probabilities 0.6, 0.4 and 0.8, 0.2 give 0.7, 0.3.',
      ko: '확률 0.6, 0.4와 0.8, 0.2의 평균은 0.7, 0.3입니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [10, -20],
      ],
      output: [5.5, -9],
      steps: [
        { at: [0], sum: '(1 + 10)/2' },
        { at: [1], sum: '(2 − 20)/2' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Average', {}, params, name),
    pytorch: () => 'lambda *inputs: sum(inputs) / len(inputs)',
    tfjs: ({ name }) => tfjsCall('layers.average', { name }),
  },
};
