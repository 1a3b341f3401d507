import type { ParamSpec } from '#shared/graph/params';

type Spec<Kind> = Extract<ParamSpec, { kind: Kind }>;

export const fromLogitsParam: Spec<'boolean'> = {
  kind: 'boolean',
  default: false,
  advanced: true,
  label: { en: 'From logits', ko: '로짓 입력' },
  help: {
    en: 'On when the network ends without softmax or sigmoid: the loss then makes probabilities of its numbers itself.',
    ko: '신경망이 softmax나 sigmoid 없이 끝날 때 켭니다. 그러면 손실이 그 수들을 스스로 확률로 바꿉니다.',
  },
};

export const labelSmoothingParam: Spec<'float' | 'int'> = {
  kind: 'float',
  default: 0,
  min: 0,
  max: 1,
  step: 0.05,
  advanced: true,
  label: { en: 'Label smoothing', ko: '레이블 스무딩' },
  help: {
    en: 'Share of the certainty that is taken from the true class and spread over all. 0.1 keeps a network from becoming too sure of itself.',
    ko: '참 클래스의 확신에서 떼어 모든 클래스에 나누어 주는 비율입니다. 0.1이면 신경망이 지나치게 확신하는 것을 막아 줍니다.',
  },
};
