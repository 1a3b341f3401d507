import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { tfjsRecurrent, torchRecurrent } from './recurrent/code';
import { recurrentBase } from './recurrent/layer';
import { lstmCell } from './recurrent/lstm-cell';
import { recurrentActivationParam, recurrentParams, unitForgetBiasParam } from './recurrent/params';
import { COUNT } from './help';

const params: ParamSpecs = {
  ...recurrentParams,
  recurrentActivation: recurrentActivationParam,
  unitForgetBias: unitForgetBiasParam,
};

/** Long short-term memory (https://keras.io/api/layers/recurrent_layers/lstm/). */
export const lstm: LayerDefinition = {
  ...recurrentBase('LSTM', lstmCell, params),
  icon: 'brain-circuit',
  docs: {
    summary: {
      en: 'Reads a sequence and decides at each step what to keep, write and show.',
      ko: '시퀀스를 읽으며 스텝마다 무엇을 간직하고, 쓰고, 내보일지 정합니다.',
    },
    description: {
      en: 'Besides its output it carries a cell, a memory that runs through all steps almost unchanged. Three gates, each a small layer with sigmoid, decide what the cell forgets, what is written into it and what of it is shown. Since the cell is only multiplied and added to, gradients reach far back.',
      ko: '출력 말고도 모든 스텝을 거의 그대로 지나가는 기억인 셀을 지닙니다. sigmoid를 쓰는 작은 층인 게이트 셋이 셀에서 잊을 것, 셀에 쓸 것, 셀에서 내보일 것을 정합니다. 셀에는 곱하고 더하기만 하므로 기울기가 먼 과거까지 전해집니다.',
    },
    formula:
      'c[t] = forget · c[t−1] + input · tanh(…); h[t] = output · tanh(c[t]); gates = sigmoid(x[t] · kernel + h[t−1] · recurrent_kernel + bias); parameters = 4 · (features + units + 1) · units',
    formulaTex: [
      { tex: String.raw`i_t, f_t, o_t = \sigma(x_t W + h_{t-1} R + b)` },
      { tex: String.raw`c_t = f_t \odot c_{t-1} + i_t \odot \tanh(x_t W_c + h_{t-1} R_c + b_c)` },
      { tex: String.raw`h_t = o_t \odot \tanh(c_t)` },
      { about: COUNT, tex: String.raw`4 \cdot (C + U + 1) \cdot U` },
    ],
    whenToUse: {
      en: 'For text, signals and time series in which early steps matter late.',
      ko: '앞의 스텝이 한참 뒤에도 중요한 텍스트, 신호, 시계열에 씁니다.',
    },
    example: {
      en: '28 steps of 28 pixels, 64 units: 4 · (28 + 64 + 1) · 64 = 23,808 parameters.',
      ko: '28픽셀씩 28스텝에 유닛이 64개이면 파라미터는 4 · (28 + 64 + 1) · 64 = 23,808개입니다.',
    },
    worked: {
      params: { units: 1 },
      inputs: [[[1]]],
      weights: { kernel: [[1, 1, 2, 0]], recurrent_kernel: [[0, 0, 0, 0]], bias: [0, 0, 0, 0] },
      output: [0.3037],
      steps: [{ at: [0], sum: '1/(1 + exp(0))·tanh(0 + 1/(1 + exp(−1))·tanh(2))' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('LSTM', params, values, name, { positional: ['units'] }),
    pytorch: (context) => torchRecurrent('LSTM', context),
    tfjs: ({ params: values, name }) => tfjsRecurrent('layers.lstm', params, values, name),
  },
};
