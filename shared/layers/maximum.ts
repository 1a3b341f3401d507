import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { mergingBase } from './merging';

/** Elementwise maximum; the earlier input wins a tie (https://keras.io/api/layers/merging_layers/maximum/). */
export const maximum: LayerDefinition = {
  ...mergingBase('Maximum'),
  icon: 'circle-chevron-up',
  lower: ({ b, values: [first, ...others] }) =>
    others.reduce((most, value) => b.maximum(most, value), first!),
  docs: {
    summary: {
      en: 'Keeps the largest of its inputs at each position.',
      ko: '자리마다 입력들 가운데 가장 큰 값만 남깁니다.',
    },
    description: {
      en: 'All inputs must have the same shape. At each position only the branch with the largest value gets a gradient; where values are equal it is the earlier one. There is nothing to learn here.',
      ko: '입력의 모양이 모두 같아야 합니다. 자리마다 값이 가장 큰 갈래만 기울기를 받으며, 값이 같으면 앞의 갈래가 받습니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = max(x₁, x₂, …)',
    formulaTex: [{ tex: String.raw`y = \max(x_1, x_2, \dots, x_n)` }],
    whenToUse: {
      en: 'For maxout units, and to keep the strongest evidence of several branches.',
      ko: '맥스아웃 유닛을 만들거나, 여러 갈래에서 가장 강한 근거를 남길 때 씁니다.',
    },
    example: {
      en: '1, 5 and 3, 2 give 3, 5.',
      ko: '1, 5와 3, 2는 3, 5가 됩니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [10, -20],
      ],
      output: [10, 2],
      steps: [
        { at: [0], sum: 'max(1, 10)' },
        { at: [1], sum: 'max(2, −20)' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Maximum', {}, params, name),
    pytorch: () => 'lambda *inputs: torch.stack(torch.broadcast_tensors(*inputs)).amax(0)',
    tfjs: ({ name }) => tfjsCall('layers.maximum', { name }),
  },
};
