import type { ParamSpec } from '#shared/graph/params';

type NumberSpec = Extract<ParamSpec, { kind: 'int' | 'float' }>;

/** A number of steps, by default 1000. */
export const stepsParam = (label: NumberSpec['label'], help: NumberSpec['help']): NumberSpec => ({
  kind: 'int',
  default: 1000,
  min: 1,
  max: 100_000_000,
  label,
  help,
});

export const decayStepsParam: NumberSpec = stepsParam(
  { en: 'Decay steps', ko: '감소 스텝 수' },
  {
    en: 'Over how many steps (batches) the rate falls once. One epoch has as many steps as batches.',
    ko: '학습률이 한 번 줄어드는 데 걸리는 스텝(배치) 수입니다. 한 에포크의 스텝 수는 배치 수와 같습니다.',
  },
);

export const staircaseParam: Extract<ParamSpec, { kind: 'boolean' }> = {
  kind: 'boolean',
  default: false,
  advanced: true,
  label: { en: 'Staircase', ko: '계단형' },
  help: {
    en: 'The rate stays for all decay steps and then falls at once, instead of falling a little with every step.',
    ko: '스텝마다 조금씩 줄이는 대신, 감소 스텝 수 동안 유지했다가 한꺼번에 줄입니다.',
  },
};

export const decayRateParam = (usual: number, help: NumberSpec['help']): NumberSpec => ({
  kind: 'float',
  default: usual,
  min: 0,
  max: 1000,
  exclusiveMin: true,
  step: 0.05,
  label: { en: 'Decay rate', ko: '감소율' },
  help,
});

/** The lowest rate as a share. */
export const alphaParam: NumberSpec = {
  kind: 'float',
  default: 0,
  min: 0,
  max: 1,
  step: 0.01,
  advanced: true,
  label: { en: 'Alpha', ko: '알파' },
  help: {
    en: 'The lowest rate, as a share of the highest. 0 goes down to 0.',
    ko: '가장 낮은 학습률로, 가장 높은 값에 대한 비율입니다. 0이면 0까지 내려갑니다.',
  },
};
