import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { mergingBase } from './merging';

/** Elementwise product (https://keras.io/api/layers/merging_layers/multiply/). */
export const multiply: LayerDefinition = {
  ...mergingBase('Multiply'),
  icon: 'circle-x',
  lower: ({ b, values: [first, ...others] }) =>
    others.reduce((product, value) => b.mul(product, value), first!),
  docs: {
    summary: {
      en: 'Multiplies its inputs value by value: one branch opens and closes the other.',
      ko: '입력들을 값끼리 곱합니다. 한 갈래가 다른 갈래를 열고 닫습니다.',
    },
    description: {
      en: 'All inputs must have the same shape, or size 1 where one value is to count for all. With a sigmoid in one branch it becomes a gate: near 0 nothing passes, near 1 everything. There is nothing to learn here.',
      ko: '입력의 모양이 같거나, 값 하나를 함께 쓸 축의 크기가 1이어야 합니다. 한 갈래가 sigmoid이면 문이 됩니다. 0에 가까우면 막고 1에 가까우면 통과시킵니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = x₁ · x₂ · …',
    formulaTex: [{ tex: String.raw`y = x_1 \cdot x_2 \cdots x_n` }],
    whenToUse: {
      en: 'For gates and for weighing channels, as in squeeze-and-excitation blocks.',
      ko: '문을 만들거나, squeeze-and-excitation 블록처럼 채널마다 비중을 곱할 때 씁니다.',
    },
    example: {
      en: '14 × 14 × 32 times 1 × 1 × 32 scales each channel by one number.',
      ko: '14 × 14 × 32에 1 × 1 × 32를 곱하면 채널마다 수 하나를 곱하게 됩니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [10, -20],
      ],
      output: [10, -40],
      steps: [
        { at: [0], sum: '1·10' },
        { at: [1], sum: '2·(−20)' },
      ],
    },
  },
  code: {
    keras: ({ params, name }) => kerasCall('Multiply', {}, params, name),
    pytorch: () => 'lambda *inputs: torch.stack(torch.broadcast_tensors(*inputs)).prod(0)',
    tfjs: ({ name }) => tfjsCall('layers.multiply', { name }),
  },
};
