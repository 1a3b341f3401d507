import { kerasCall, torchNote, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { globalPoolingBase, keepsAxes, pooledAxes, tfjsGlobalPooling } from './global-pooling';

/** Mean over the steps of a sequence (https://keras.io/api/layers/pooling_layers/global_average_pooling1d/). */
export const globalAveragePooling1d: LayerDefinition = {
  ...globalPoolingBase('GlobalAveragePooling1D', 1),
  icon: 'fold-horizontal',
  lower: ({ b, params, values: [x] }) => b.mean(x!, pooledAxes(1), keepsAxes(params)),
  docs: {
    summary: {
      en: 'Turns a sequence into one vector: the mean of its steps.',
      ko: '시퀀스를 스텝들의 평균인 벡터 하나로 바꿉니다.',
    },
    description: {
      en: 'Averages every feature over all steps, so the order is lost and sequences become as short as one step. Behind an Embedding this is the simplest model of a text. There is nothing to learn here.',
      ko: '특징마다 모든 스텝의 평균을 냅니다. 순서는 사라지고 시퀀스가 한 스텝 길이로 줄어듭니다. Embedding 뒤에 두면 텍스트를 다루는 가장 간단한 모델이 됩니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[c] = mean over t of x[t, c]',
    formulaTex: [{ tex: String.raw`y_c = \frac{1}{T} \sum_t x_{t,c}` }],
    whenToUse: {
      en: 'Between an Embedding, Conv1D or attention part and the final Dense layers.',
      ko: 'Embedding, Conv1D, 어텐션 부분과 끝의 Dense 사이에 둡니다.',
    },
    example: {
      en: '100 × 32 gives 32 numbers.',
      ko: '100 × 32를 넣으면 수 32개가 나옵니다.',
    },
    worked: {
      inputs: [
        [
          [1, 4],
          [3, 2],
        ],
      ],
      output: [2, 3],
      steps: [{ at: [0], sum: '(1 + 3)/2' }],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall(
        'GlobalAveragePooling1D',
        globalPoolingBase('GlobalAveragePooling1D', 1).params,
        params,
        name,
      ),
    pytorch: ({ params }) =>
      torchNote(
        torchSequence(['nn.AdaptiveAvgPool1d(1)', ...(keepsAxes(params) ? [] : ['nn.Flatten()'])]),
        'takes (batch, features, steps)',
      ),
    tfjs: (context) => tfjsGlobalPooling('average', context),
  },
};
