import { kerasCall, torchNote, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { globalPoolingBase, keepsAxes, pooledAxes, tfjsGlobalPooling } from './global-pooling';

/** Maximum over the steps of a sequence; equal maxima share the gradient (https://keras.io/api/layers/pooling_layers/global_max_pooling1d/). */
export const globalMaxPooling1d: LayerDefinition = {
  ...globalPoolingBase('GlobalMaxPooling1D', 1),
  icon: 'chevrons-right-left',
  lower: ({ b, params, values: [x] }) => b.max(x!, pooledAxes(1), keepsAxes(params)),
  docs: {
    summary: {
      en: 'Turns a sequence into one vector: the largest value of each feature.',
      ko: '시퀀스를 특징마다 가장 큰 값만 남긴 벡터 하나로 바꿉니다.',
    },
    description: {
      en: 'Keeps the strongest response of every feature over all steps: it tells whether a pattern occurs anywhere in the sequence. There is nothing to learn here.',
      ko: '특징마다 모든 스텝에서 가장 강한 반응만 남깁니다. 패턴이 시퀀스 어딘가에 나타나는지를 나타냅니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[c] = max over t of x[t, c]',
    formulaTex: [{ tex: String.raw`y_c = \max_t x_{t,c}` }],
    whenToUse: {
      en: 'Behind Conv1D, when it matters that a pattern occurs and not where.',
      ko: '패턴의 위치가 아니라 나타나는지가 중요할 때 Conv1D 뒤에 둡니다.',
    },
    example: {
      en: '96 × 16 gives 16 numbers.',
      ko: '96 × 16을 넣으면 수 16개가 나옵니다.',
    },
    worked: {
      inputs: [
        [
          [1, 4],
          [3, 2],
        ],
      ],
      output: [3, 4],
      steps: [{ at: [0], sum: 'max(1, 3)' }],
    },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall('GlobalMaxPooling1D', globalPoolingBase('GlobalMaxPooling1D', 1).params, params, name),
    pytorch: ({ params }) =>
      torchNote(
        torchSequence(['nn.AdaptiveMaxPool1d(1)', ...(keepsAxes(params) ? [] : ['nn.Flatten()'])]),
        'takes (batch, features, steps)',
      ),
    tfjs: (context) => tfjsGlobalPooling('max', context),
  },
};
