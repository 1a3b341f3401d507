import type { ParamSpecs } from '#shared/graph/params';
import { activationParam, rateParam, useBiasParam } from '../params';
import { BIAS, KERNEL, weightParams } from '../weight-params';

/** Parameters of every recurrent layer. */
export const recurrentParams = {
  units: {
    kind: 'int',
    default: 32,
    min: 1,
    max: 65_536,
    label: { en: 'Units', ko: '유닛 수' },
    help: {
      en: 'Size of the memory, and number of outputs of each step. 16 to 128 is usual.',
      ko: '기억의 크기이자 스텝마다 나오는 출력의 수입니다. 보통 16~128을 씁니다.',
    },
  },
  returnSequences: {
    kind: 'boolean',
    default: false,
    label: { en: 'Return all steps', ko: '모든 스텝 출력' },
    help: {
      en: 'On: the output of every step, for another recurrent layer. Off: that of the last step only.',
      ko: '켜면 모든 스텝의 출력을 내어 다음 순환층에 넘기고, 끄면 마지막 스텝의 출력만 냅니다.',
    },
  },
  activation: {
    ...activationParam,
    default: 'tanh',
    advanced: true,
    help: {
      en: 'Bends what is written into the memory. tanh is the standard.',
      ko: '기억에 쓰는 값에 적용하는 함수입니다. tanh가 표준입니다.',
    },
  },
  useBias: useBiasParam,
  goBackwards: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Go backwards', ko: '거꾸로 읽기' },
    help: {
      en: 'Reads the sequence from its end; all steps come out in that order, too.',
      ko: '시퀀스를 끝에서부터 읽습니다. 모든 스텝을 출력할 때도 그 순서로 나옵니다.',
    },
  },
  dropout: {
    ...rateParam({
      en: 'Share of the input features that are dropped while training, the same ones at every step.',
      ko: '학습할 때 버리는 입력 특징의 비율입니다. 모든 스텝에서 같은 특징을 버립니다.',
    }),
    label: { en: 'Dropout of inputs', ko: '입력 드롭아웃' },
  },
  recurrentDropout: {
    ...rateParam({
      en: 'Share of the memory that each gate does not see while training, the same at every step.',
      ko: '학습할 때 게이트마다 보지 못하는 기억의 비율입니다. 모든 스텝에서 같은 자리를 가립니다.',
    }),
    label: { en: 'Recurrent dropout', ko: '순환 드롭아웃' },
  },
  ...weightParams({
    kernel: KERNEL,
    recurrent: { noun: { en: 'Recurrent', ko: '순환 커널' }, initializer: 'orthogonal' },
    bias: BIAS,
  }),
} as const satisfies ParamSpecs;

/** The gates' function, of LSTM and GRU. */
export const recurrentActivationParam = {
  ...activationParam,
  default: 'sigmoid',
  advanced: true,
  label: { en: 'Recurrent activation', ko: '게이트 활성화 함수' },
  help: {
    en: 'Opens and closes the gates. sigmoid is the standard.',
    ko: '게이트를 여닫는 함수입니다. sigmoid가 표준입니다.',
  },
} as const;

export const unitForgetBiasParam = {
  kind: 'boolean',
  default: true,
  advanced: true,
  label: { en: 'Forget bias starts at 1', ko: '망각 편향 1로 시작' },
  help: {
    en: 'The forget gate starts open, so that the network remembers from the beginning.',
    ko: '망각 게이트를 열어 둔 채 시작하여 처음부터 기억하게 합니다.',
  },
} as const;

export const resetAfterParam = {
  kind: 'boolean',
  default: true,
  advanced: true,
  label: { en: 'Reset after the product', ko: '곱한 뒤 리셋' },
  help: {
    en: 'Applies the reset gate after the recurrent product, as fast implementations do; off is the first paper’s way.',
    ko: '빠른 구현들처럼 순환 곱을 한 뒤 리셋 게이트를 적용합니다. 끄면 첫 논문의 방식입니다.',
  },
} as const;
