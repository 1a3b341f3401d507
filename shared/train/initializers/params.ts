import type { ParamSpec } from '#shared/graph/params';

type NumberSpec = Extract<ParamSpec, { kind: 'int' | 'float' }>;

export const meanParam: NumberSpec = {
  kind: 'float',
  default: 0,
  min: -1000,
  max: 1000,
  step: 0.1,
  label: { en: 'Mean', ko: '평균' },
  help: {
    en: 'The middle of the numbers. 0 favours no sign.',
    ko: '뽑는 수의 가운데입니다. 0이면 어느 부호로도 치우치지 않습니다.',
  },
};

export const stddevParam: NumberSpec = {
  kind: 'float',
  default: 0.05,
  min: 0,
  max: 1000,
  step: 0.01,
  label: { en: 'Standard deviation', ko: '표준편차' },
  help: {
    en: 'How wide the numbers spread. Too small and the signal dies out from layer to layer, too large and it explodes.',
    ko: '뽑는 수가 퍼진 정도입니다. 너무 작으면 층을 지날수록 신호가 사라지고, 너무 크면 폭주합니다.',
  },
};

export const gainParam: NumberSpec = {
  kind: 'float',
  default: 1,
  min: -1000,
  max: 1000,
  step: 0.1,
  label: { en: 'Gain', ko: '배율' },
  help: {
    en: 'A factor on all numbers. 1 keeps the length of the signal.',
    ko: '모든 수에 곱하는 값입니다. 1이면 신호의 길이가 유지됩니다.',
  },
};
