import type { ParamSpec } from '#shared/graph/params';

type NumberSpec = Extract<ParamSpec, { kind: 'int' | 'float' }>;

/** A share of the past that is kept, 0 ≤ x < 1. */
const share = (usual: number, step: number) =>
  ({ kind: 'float', default: usual, min: 0, max: 1, exclusiveMax: true, step, advanced: true }) as const;

/** How long the mean of the gradients remembers. */
export const beta1Param: NumberSpec = {
  ...share(0.9, 0.01),
  label: { en: 'Beta 1', ko: '베타 1' },
  help: {
    en: 'How long the mean of the gradients remembers. 0.9 is right nearly always.',
    ko: '기울기 평균이 지난 값을 기억하는 정도입니다. 거의 언제나 0.9면 됩니다.',
  },
};

/** How long the mean of the squared gradients remembers. */
export const beta2Param: NumberSpec = {
  ...share(0.999, 0.001),
  label: { en: 'Beta 2', ko: '베타 2' },
  help: {
    en: 'How long the mean of the squared gradients remembers. 0.999 is right nearly always.',
    ko: '기울기 제곱의 평균이 지난 값을 기억하는 정도입니다. 거의 언제나 0.999면 됩니다.',
  },
};

/** `rho` of RMSprop and Adadelta. */
export const rhoParam = (usual: number): NumberSpec => ({
  ...share(usual, 0.01),
  label: { en: 'Rho', ko: '로' },
  help: {
    en: `How long the mean of the squared gradients remembers. Usually ${usual}.`,
    ko: `기울기 제곱의 평균이 지난 값을 기억하는 정도입니다. 보통 ${usual}를 씁니다.`,
  },
});

export const epsilonParam: NumberSpec = {
  kind: 'float',
  default: 1e-7,
  min: 0,
  max: 1,
  exclusiveMin: true,
  advanced: true,
  label: { en: 'Epsilon', ko: '엡실론' },
  help: {
    en: 'Keeps the step finite where gradients are tiny.',
    ko: '기울기가 아주 작을 때 나눗셈이 발산하지 않게 합니다.',
  },
};

export const momentumParam: NumberSpec = {
  ...share(0, 0.05),
  advanced: false,
  label: { en: 'Momentum', ko: '모멘텀' },
  help: {
    en: 'Share of the last movement that is kept, like a rolling ball. 0 is plain gradient descent, 0.9 the usual choice.',
    ko: '굴러가는 공처럼 직전 이동을 유지하는 비율입니다. 0이면 순수한 경사하강법이고, 보통 0.9를 씁니다.',
  },
};

/** Where the sum of squared gradients starts. */
export const initialAccumulatorParam: NumberSpec = {
  kind: 'float',
  default: 0.1,
  min: 0,
  max: 1e6,
  advanced: true,
  label: { en: 'Initial accumulator value', ko: '누적값의 시작' },
  help: {
    en: 'Where the sum of squared gradients starts. Larger makes the first steps smaller. A change counts for a training that begins anew.',
    ko: '기울기 제곱의 합이 시작하는 값입니다. 클수록 처음 걸음이 작아집니다. 새로 시작하는 학습부터 적용됩니다.',
  },
};
