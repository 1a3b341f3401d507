import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { needsFlat } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { repeatWhy } from './why/arranging';

const params: ParamSpecs = {
  n: {
    kind: 'int',
    default: 3,
    min: 1,
    max: 65_536,
    unit: { en: 'steps', ko: '스텝' },
    label: { en: 'Repetitions', ko: '반복 횟수' },
    help: {
      en: 'Number of steps of the sequence that comes out.',
      ko: '만들어지는 시퀀스의 스텝 수입니다.',
    },
  },
};
const read = paramReader(params);

/** A vector as every step of a sequence (https://keras.io/api/layers/reshaping_layers/repeat_vector/). */
export const repeatVector: LayerDefinition = {
  type: 'RepeatVector',
  category: 'reshaping',
  icon: 'repeat',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) =>
    inputs[0]!.length === 1
      ? { ok: true, shape: [read.number(values, 'n'), inputs[0]![0]!] }
      : { ok: false, problem: needsFlat('RepeatVector', inputs[0]!) },
  weights: () => [],
  lower: ({ b, values: [x], output, batch }) => {
    const features = output[1]!;
    return b.broadcast(b.reshape(x!, [batch, 1, features]), [batch, ...output]);
  },
  flops: () => 0,
  badge: (values) => `× ${read.number(values, 'n')}`,
  view: 'bars',
  why: repeatWhy,
  docs: {
    summary: {
      en: 'Repeats a vector as every step of a sequence.',
      ko: '벡터를 되풀이하여 모든 스텝이 같은 시퀀스를 만듭니다.',
    },
    description: {
      en: 'Turns one vector into a sequence of n equal steps. A recurrent layer behind it sees the vector at every step, so it can unfold it into a sequence. There is nothing to learn here.',
      ko: '벡터 하나를 같은 스텝 n개로 된 시퀀스로 바꿉니다. 뒤의 순환층이 스텝마다 이 벡터를 보면서 시퀀스로 펼쳐 낼 수 있습니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[t, c] = x[c] for t = 0 … n − 1',
    formulaTex: [{ tex: String.raw`y_{t,c} = x_c \qquad t = 0, \dots, n - 1` }],
    whenToUse: {
      en: 'Between the encoder and the decoder of a sequence autoencoder.',
      ko: '시퀀스 오토인코더의 인코더와 디코더 사이에 둡니다.',
    },
    example: {
      en: 'LSTM 32 (last step only) → RepeatVector 10 → LSTM 32 with all steps: 10 × 32.',
      ko: 'LSTM 32(마지막 스텝만) → RepeatVector 10 → 모든 스텝을 내는 LSTM 32 순서로 두면 10 × 32가 됩니다.',
    },
    worked: {
      params: { n: 2 },
      inputs: [[1, 2]],
      output: [
        [1, 2],
        [1, 2],
      ],
      steps: [{ at: [1, 0], sum: '1' }],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('RepeatVector', params, values, name, { positional: ['n'] }),
    pytorch: ({ params: values }) => `lambda x: x.unsqueeze(1).repeat(1, ${read.number(values, 'n')}, 1)`,
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.repeatVector', { n: read.number(values, 'n'), name }),
  },
};
