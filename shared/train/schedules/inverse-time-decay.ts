import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';
import { decayRateParam, decayStepsParam, staircaseParam } from './params';

const params = {
  decaySteps: decayStepsParam,
  decayRate: decayRateParam(0.5, {
    en: 'How strongly the rate falls. With 1 it is halved after the decay steps, a third after twice as many.',
    ko: '줄어드는 세기입니다. 1이면 감소 스텝 수가 지난 뒤 절반, 그 두 배가 지난 뒤 3분의 1이 됩니다.',
  }),
  staircase: staircaseParam,
};

export const inverseTimeDecay: ScheduleDefinition = {
  label: 'Inverse time decay',
  summary: {
    en: 'Divides the rate by a number that grows with the steps: falls fast first, then slower and slower.',
    ko: '스텝에 따라 커지는 수로 나눕니다. 처음에는 빨리, 갈수록 천천히 줄어듭니다.',
  },
  formula: 'lr / (1 + rate · step / steps)',
  params,
  rate(step, initial, given) {
    const read = readParams(params, given);
    const times = step / read.number('decaySteps');
    return initial / (1 + read.number('decayRate') * (read.flag('staircase') ? Math.floor(times) : times));
  },
};
