import type { ParamSpec } from '#shared/graph/params';

type NumberSpec = Extract<ParamSpec, { kind: 'int' | 'float' }>;

export const thresholdParam: NumberSpec = {
  kind: 'float',
  default: 0.5,
  min: 0,
  max: 1,
  step: 0.05,
  label: { en: 'Threshold', ko: '임곗값' },
  help: {
    en: 'An output above this counts as yes. 0.5 unless one kind of error costs more than the other.',
    ko: '출력이 이 값보다 크면 “예”로 봅니다. 한쪽 오류가 더 비싸지 않다면 0.5를 씁니다.',
  },
};

export const kParam: NumberSpec = {
  kind: 'int',
  default: 5,
  min: 1,
  max: 1_000_000,
  label: { en: 'k', ko: 'k개' },
  help: {
    en: 'How many classes the network may name.',
    ko: '신경망이 후보로 꼽을 수 있는 클래스의 수입니다.',
  },
};
