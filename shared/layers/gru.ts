import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { tfjsRecurrent, torchRecurrent } from './recurrent/code';
import { gruCell } from './recurrent/gru-cell';
import { recurrentBase } from './recurrent/layer';
import { recurrentActivationParam, recurrentParams, resetAfterParam } from './recurrent/params';
import { COUNT } from './help';

const params: ParamSpecs = {
  ...recurrentParams,
  recurrentActivation: recurrentActivationParam,
  resetAfter: resetAfterParam,
};

/** Gated recurrent unit (https://keras.io/api/layers/recurrent_layers/gru/). */
export const gru: LayerDefinition = {
  ...recurrentBase('GRU', gruCell, params),
  icon: 'refresh-cw',
  docs: {
    summary: {
      en: 'A leaner LSTM: two gates, one memory.',
      ko: '게이트 둘과 기억 하나로 된, LSTM보다 가벼운 순환층입니다.',
    },
    description: {
      en: 'The update gate mixes the old memory with a new candidate; the reset gate says how much of the old one the candidate may see. There is no cell beside the output, so it has a quarter fewer weights than an LSTM and often learns as well.',
      ko: '업데이트 게이트는 이전 기억과 새 후보를 섞고, 리셋 게이트는 후보가 이전 기억을 얼마나 볼지 정합니다. 출력과 별도의 셀이 없어 LSTM보다 가중치가 4분의 1 적지만 성능은 비슷할 때가 많습니다.',
    },
    formula:
      'h[t] = z · h[t−1] + (1 − z) · tanh(x[t] · kernel + r · (h[t−1] · recurrent_kernel)); parameters = 3 · (features + units + 2) · units',
    formulaTex: [
      { tex: String.raw`z_t, r_t = \sigma(x_t W + h_{t-1} R + b)` },
      { tex: String.raw`\tilde{h}_t = \tanh\bigl(x_t W_h + r_t \odot (h_{t-1} R_h + b_R) + b_h\bigr)` },
      { tex: String.raw`h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde{h}_t` },
      { about: COUNT, tex: String.raw`3 \cdot (C + U + 2) \cdot U` },
    ],
    whenToUse: {
      en: 'Like LSTM, when speed or few weights matter.',
      ko: 'LSTM과 같은 곳에 쓰되, 속도가 중요하거나 가중치를 줄이고 싶을 때 씁니다.',
    },
    example: {
      en: '28 steps of 28 pixels, 64 units: 3 · (28 + 64 + 2) · 64 = 18,048 parameters.',
      ko: '28픽셀씩 28스텝에 유닛이 64개이면 파라미터는 3 · (28 + 64 + 2) · 64 = 18,048개입니다.',
    },
    worked: {
      params: { units: 1 },
      inputs: [[[1]]],
      weights: {
        kernel: [[0, 0, 1]],
        recurrent_kernel: [[0, 0, 0]],
        bias: [
          [0, 0, 0],
          [0, 0, 0],
        ],
      },
      output: [0.3808],
      steps: [{ at: [0], sum: '0.5·0 + (1 − 0.5)·tanh(1)' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('GRU', params, values, name, { positional: ['units'] }),
    pytorch: (context) => torchRecurrent('GRU', context),
    tfjs: ({ params: values, name }) => tfjsRecurrent('layers.gru', params, values, name),
  },
};
