import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { mergingBase } from './merging';

/** Elementwise sum (https://keras.io/api/layers/merging_layers/add/). */
export const add: LayerDefinition = {
  ...mergingBase('Add'),
  icon: 'circle-plus',
  lower: ({ b, values: [first, ...others] }) => others.reduce((sum, value) => b.add(sum, value), first!),
  docs: {
    summary: {
      en: 'Adds its inputs value by value: the shortcut of a residual block.',
      ko: '입력들을 값끼리 더합니다. 잔차 블록의 지름길에 씁니다.',
    },
    description: {
      en: 'All inputs must have the same shape; the output has it too. In a residual block one input comes around the layers unchanged, so the layers only have to learn what is to be added, and gradients reach early layers undiminished.',
      ko: '입력의 모양이 모두 같아야 하고 출력의 모양도 같습니다. 잔차 블록에서는 입력 하나가 층들을 건너뛰어 그대로 오므로 층들은 더할 것만 배우면 되고, 기울기도 앞쪽 층까지 줄지 않고 전해집니다.',
    },
    formula: 'y = x₁ + x₂ + …',
    formulaTex: [{ tex: String.raw`y = x_1 + x_2 + \dots + x_n` }],
    whenToUse: {
      en: 'In deep networks: every two or three convolutions, from the input of these to their output.',
      ko: '깊은 신경망에서 합성곱 두세 개마다 그 입력과 출력을 더할 때 씁니다.',
    },
    example: {
      en: '14 × 14 × 32 around two Conv2D 32 same, added to their output of 14 × 14 × 32.',
      ko: '14 × 14 × 32를 Conv2D 32 same 두 개를 건너뛰어, 그 출력 14 × 14 × 32에 더합니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [10, -20],
      ],
      output: [11, -18],
      steps: [
        { at: [0], sum: '1 + 10' },
        { at: [1], sum: '2 + (−20)' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Add', {}, params, name),
    pytorch: () => 'lambda *inputs: sum(inputs)',
    tfjs: ({ name }) => tfjsCall('layers.add', { name }),
  },
};
