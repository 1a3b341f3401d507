import type { ParamSpecs } from '#shared/graph/params';
import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';
import { cosineFall } from './cosine-fall';
import { alphaParam, stepsParam } from './params';

const params: ParamSpecs = {
  firstDecaySteps: stepsParam(
    { en: 'First decay steps', ko: '첫 감소 스텝 수' },
    {
      en: 'Over how many steps (batches) the first fall goes.',
      ko: '첫 번째로 내려가는 데 걸리는 스텝(배치) 수입니다.',
    },
  ),
  tMul: {
    kind: 'float',
    default: 2,
    min: 1,
    max: 100,
    step: 0.5,
    label: { en: 'Length factor', ko: '길이 배수' },
    help: {
      en: 'How many times as long each fall is as the one before.',
      ko: '내려가는 구간이 앞의 구간보다 몇 배 길어지는지입니다.',
    },
  },
  mMul: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 100,
    step: 0.1,
    advanced: true,
    label: { en: 'Height factor', ko: '높이 배수' },
    help: {
      en: 'The rate at each restart as a share of that at the one before.',
      ko: '다시 시작할 때의 학습률이 바로 전 시작의 몇 배인지입니다.',
    },
  },
  alpha: alphaParam,
};

/** Which fall `step` lies in, counted from 0, and how far in it, 0 ≤ share < 1. */
function placeOf(
  step: number,
  first: number,
  factor: number,
): { readonly fall: number; readonly share: number } {
  const done = step / first;
  if (factor === 1) return { fall: Math.floor(done), share: done % 1 };
  let [fall, start, length] = [0, 0, 1];
  while (done >= start + length) {
    start += length;
    length *= factor;
    fall++;
  }
  return { fall, share: (done - start) / length };
}

/** Loshchilov and Hutter 2017 (SGDR), as Keras has it. */
export const cosineDecayRestarts: ScheduleDefinition = {
  label: 'Cosine decay with restarts',
  summary: {
    en: 'Cosine decay that begins again from the top, each time for longer. The jumps help to leave poor places.',
    ko: '코사인 감소를 꼭대기에서 다시 시작하기를 되풀이하며, 그때마다 구간이 길어집니다. 좋지 않은 곳에서 빠져나오는 데 도움이 됩니다.',
  },
  formula: 'lr · m^i · ((1 − α) · ½ (1 + cos(π · share of fall i)) + α)',
  params,
  rate(step, initial, given) {
    const read = readParams(params, given);
    const { fall, share } = placeOf(step, read.number('firstDecaySteps'), read.number('tMul'));
    // The lowest rate is a share of the very first one.
    const height = read.number('mMul') ** fall;
    const alpha = read.number('alpha');
    return initial * ((1 - alpha) * height * cosineFall(share, 0) + alpha);
  },
};
