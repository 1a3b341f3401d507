import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';
import { decayRateParam, decayStepsParam, staircaseParam } from './params';

const params = {
  decaySteps: decayStepsParam,
  decayRate: decayRateParam(0.9, {
    en: 'The factor on the rate after each decay steps. 0.9 takes away a tenth.',
    ko: '감소 스텝 수가 지날 때마다 학습률에 곱하는 값입니다. 0.9면 10분의 1씩 줄어듭니다.',
  }),
  staircase: staircaseParam,
};

export const exponentialDecay: ScheduleDefinition = {
  label: 'Exponential decay',
  summary: {
    en: 'Multiplies the rate by the same factor again and again: large steps first, ever finer ones later.',
    ko: '같은 값을 거듭 곱해 줄입니다. 처음에는 크게, 나중으로 갈수록 점점 작게 움직입니다.',
  },
  formula: 'lr · rate^(step / steps)',
  params,
  rate(step, initial, given) {
    const read = readParams(params, given);
    const times = step / read.number('decaySteps');
    // Keras has the factor in float32, which a high power makes visible.
    const factor = Math.fround(read.number('decayRate'));
    return initial * factor ** (read.flag('staircase') ? Math.floor(times) : times);
  },
};
