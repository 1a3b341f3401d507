import type { ParamSpecs } from '#shared/graph/params';
import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';
import { decayStepsParam } from './params';

const params: ParamSpecs = {
  decaySteps: decayStepsParam,
  endLearningRate: {
    kind: 'float',
    default: 0.0001,
    min: 0,
    max: 100,
    label: { en: 'End learning rate', ko: '마지막 학습률' },
    help: {
      en: 'The rate that is reached after the decay steps.',
      ko: '감소 스텝 수가 지났을 때의 학습률입니다.',
    },
  },
  power: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 100,
    exclusiveMin: true,
    step: 0.5,
    advanced: true,
    label: { en: 'Power', ko: '지수' },
    help: {
      en: '1 is a straight line, 2 falls fast first, 0.5 fast at the end.',
      ko: '1이면 직선이고, 2면 처음에, 0.5면 끝에 빨리 줄어듭니다.',
    },
  },
  cycle: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Cycle', ko: '되풀이' },
    help: {
      en: 'Begins again, each time over one more stretch of decay steps, instead of staying at the end rate.',
      ko: '마지막 학습률에 머무르지 않고 다시 시작합니다. 되풀이할 때마다 감소 구간이 하나씩 길어집니다.',
    },
  },
};

export const polynomialDecay: ScheduleDefinition = {
  label: 'Polynomial decay',
  summary: {
    en: 'Goes from the learning rate to an end rate along a straight line or a power of it.',
    ko: '학습률에서 마지막 학습률까지 직선이나 거듭제곱 곡선을 따라 내려갑니다.',
  },
  formula: '(lr − end) · (1 − step / steps)^power + end',
  params,
  rate(step, initial, given) {
    const read = readParams(params, given);
    const [steps, end] = [read.number('decaySteps'), read.number('endLearningRate')];
    const reach = read.flag('cycle') ? steps * Math.max(1, Math.ceil(step / steps)) : steps;
    const left = 1 - Math.min(step, reach) / reach;
    return (initial - end) * left ** read.number('power') + end;
  },
};
