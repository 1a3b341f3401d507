import { kerasCall, torchNote, torchSequence } from './code';
import type { LayerDefinition } from './definition';
import { lowerPooling1d, pooling1dBase, pooling1dParams, pooling1dWindow, tfjsPooling1d } from './pooling1d';
import { sequencePads } from './sequence';

/** Largest value of each window of steps (https://keras.io/api/layers/pooling_layers/max_pooling1d/). */
export const maxPooling1d: LayerDefinition = {
  ...pooling1dBase('MaxPooling1D'),
  icon: 'fold-vertical',
  lower: (context) => lowerPooling1d(context, context.b.maxPool2d),
  docs: {
    summary: {
      en: 'Shortens a sequence: keeps the largest value of each window.',
      ko: '창마다 가장 큰 값만 남겨 시퀀스를 줄입니다.',
    },
    description: {
      en: 'The steps are cut into short windows, and of each only the largest value of every feature stays. The sequence gets shorter, the next layers see more of it, and small shifts matter less. There is nothing to learn here.',
      ko: '스텝을 짧은 창으로 나누어 특징마다 가장 큰 값만 남깁니다. 시퀀스가 짧아져 다음 층이 더 넓은 구간을 보게 되고, 작은 이동에 덜 민감해집니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[t, c] = max over the window of x[t·strides + u, c]',
    formulaTex: [{ tex: String.raw`y_{t,c} = \max_u x_{s t + u,\; c}` }],
    whenToUse: {
      en: 'Between Conv1D layers, to halve the number of steps.',
      ko: 'Conv1D 층 사이에서 스텝 수를 절반으로 줄일 때 씁니다.',
    },
    example: {
      en: 'Pool size 2 on 96 × 16 gives 48 × 16.',
      ko: '96 × 16에 풀링 크기 2를 쓰면 48 × 16이 됩니다.',
    },
    worked: { inputs: [[[1], [4], [3], [2]]], output: [[4], [3]], steps: [{ at: [0, 0], sum: 'max(1, 4)' }] },
  },
  code: {
    keras: ({ params, name }) =>
      kerasCall('MaxPooling1D', pooling1dParams, params, name, { positional: ['poolSize'] }),
    pytorch: ({ params, inputs }) => {
      const window = pooling1dWindow(params);
      const [before, after] = sequencePads(inputs[0]![0]!, window);
      const options = [
        String(window.size),
        ...(window.strides === window.size ? [] : [`stride=${window.strides}`]),
        ...(before === after && before > 0 ? [`padding=${before}`] : []),
      ];
      const module = torchSequence([
        ...(before === after ? [] : [`nn.ConstantPad1d((${before}, ${after}), float("-inf"))`]),
        `nn.MaxPool1d(${options.join(', ')})`,
      ]);
      return torchNote(module, 'takes and gives (batch, features, steps)');
    },
    tfjs: (context) => tfjsPooling1d('layers.maxPooling1d', context),
  },
};
