import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { mergingBase } from './merging';

/** Elementwise minimum; the earlier input wins a tie (https://keras.io/api/layers/merging_layers/minimum/). */
export const minimum: LayerDefinition = {
  ...mergingBase('Minimum'),
  icon: 'circle-chevron-down',
  lower: ({ b, values: [first, ...others] }) =>
    others.reduce((least, value) => b.minimum(least, value), first!),
  docs: {
    summary: {
      en: 'Keeps the smallest of its inputs at each position.',
      ko: '자리마다 입력들 가운데 가장 작은 값만 남깁니다.',
    },
    description: {
      en: 'All inputs must have the same shape. The output is large only where every branch is large, like a logical and. Where values are equal, the gradient goes to the earlier input. There is nothing to learn here.',
      ko: '입력의 모양이 모두 같아야 합니다. 모든 갈래가 클 때만 출력이 크므로 논리의 그리고와 비슷합니다. 값이 같으면 앞의 입력이 기울기를 받습니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = min(x₁, x₂, …)',
    formulaTex: [{ tex: String.raw`y = \min(x_1, x_2, \dots, x_n)` }],
    whenToUse: {
      en: 'To keep only what all branches agree on.',
      ko: '모든 갈래가 함께 지지하는 것만 남길 때 씁니다.',
    },
    example: {
      en: '1, 5 and 3, 2 give 1, 2.',
      ko: '1, 5와 3, 2는 1, 2가 됩니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [10, -20],
      ],
      output: [1, -20],
      steps: [
        { at: [0], sum: 'min(1, 10)' },
        { at: [1], sum: 'min(2, −20)' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Minimum', {}, params, name),
    pytorch: () => 'lambda *inputs: torch.stack(torch.broadcast_tensors(*inputs)).amin(0)',
    tfjs: ({ name }) => tfjsCall('layers.minimum', { name }),
  },
};
