import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { tfjsRecurrent, torchRecurrent } from './recurrent/code';
import { recurrentBase } from './recurrent/layer';
import { recurrentParams } from './recurrent/params';
import { simpleRnnCell } from './recurrent/simple-rnn-cell';
import { COUNT } from './help';

const params: ParamSpecs = recurrentParams;

/** Fully connected recurrent layer (https://keras.io/api/layers/recurrent_layers/simple_rnn/). */
export const simpleRnn: LayerDefinition = {
  ...recurrentBase('SimpleRNN', simpleRnnCell, params),
  icon: 'repeat-1',
  docs: {
    summary: {
      en: 'Reads a sequence step by step; its output goes back into itself.',
      ko: '시퀀스를 한 스텝씩 읽으며 출력을 자신에게 되돌려 넣습니다.',
    },
    description: {
      en: 'At every step the new input and the output of the step before are each multiplied by weights, added and bent. So the output sums up all that was read. Gradients fade over many steps, so it forgets what is more than about ten steps back: LSTM and GRU were made against that.',
      ko: '스텝마다 새 입력과 이전 스텝의 출력에 각각 가중치를 곱해 더하고 활성화 함수를 적용합니다. 그래서 출력에는 지금까지 읽은 것이 담깁니다. 스텝이 많으면 기울기가 소실되어 열 스텝쯤 지난 일은 잊으며, 이를 막으려고 LSTM과 GRU가 나왔습니다.',
    },
    formula:
      'h[t] = activation(x[t] · kernel + h[t−1] · recurrent_kernel + bias); parameters = (features + units + 1) · units',
    formulaTex: [
      { tex: String.raw`h_t = \varphi(x_t W + h_{t-1} R + b)` },
      { about: COUNT, tex: String.raw`(C + U + 1) \cdot U` },
    ],
    whenToUse: {
      en: 'To understand recurrence, and for short sequences.',
      ko: '순환의 원리를 익힐 때, 그리고 짧은 시퀀스에 씁니다.',
    },
    example: {
      en: '28 rows of an MNIST digit as 28 steps of 28 pixels, 32 units: (28 + 32 + 1) · 32 = 1,952 parameters.',
      ko: 'MNIST 숫자의 28행을 28픽셀씩 28스텝으로 읽고 유닛이 32개이면 파라미터는 (28 + 32 + 1) · 32 = 1,952개입니다.',
    },
    worked: {
      params: { units: 1, returnSequences: true },
      inputs: [[[1], [2]]],
      weights: { kernel: [[0.5]], recurrent_kernel: [[1]], bias: [0] },
      output: [[0.4621], [0.8981]],
      steps: [
        { at: [0, 0], sum: 'tanh(1·0.5 + 0·1 + 0)' },
        { at: [1, 0], sum: 'tanh(2·0.5 + 0.4621·1 + 0)' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('SimpleRNN', params, values, name, { positional: ['units'] }),
    pytorch: (context) => torchRecurrent('SimpleRNN', context),
    tfjs: ({ params: values, name }) => tfjsRecurrent('layers.simpleRNN', params, values, name),
  },
};
