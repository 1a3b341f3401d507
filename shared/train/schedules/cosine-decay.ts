import type { ParamSpecs } from '#shared/graph/params';
import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';
import { cosineFall } from './cosine-fall';
import { alphaParam, decayStepsParam } from './params';

const params: ParamSpecs = {
  decaySteps: {
    ...decayStepsParam,
    help: {
      en: 'Over how many steps (batches) the rate falls, counted from the end of the warm-up.',
      ko: '학습률이 내려가는 데 걸리는 스텝(배치) 수로, 워밍업이 끝난 뒤부터 셉니다.',
    },
  },
  alpha: alphaParam,
  warmupTarget: {
    kind: 'float',
    default: null,
    nullable: true,
    nullLabel: { en: 'no warm-up', ko: '워밍업 없음' },
    min: 0,
    max: 100,
    label: { en: 'Warm-up target', ko: '워밍업 목표' },
    help: {
      en: 'The rate that the warm-up rises to, from the learning rate; the fall begins there.',
      ko: '학습률에서 시작해 워밍업으로 올라갈 목표입니다. 여기서부터 내려갑니다.',
    },
  },
  warmupSteps: {
    kind: 'int',
    default: 0,
    min: 0,
    max: 100_000_000,
    label: { en: 'Warm-up steps', ko: '워밍업 스텝 수' },
    help: {
      en: 'Over how many steps the rate rises first. Only with a warm-up target.',
      ko: '먼저 올라가는 데 걸리는 스텝 수입니다. 워밍업 목표가 있을 때만 쓰입니다.',
    },
  },
};

/** Loshchilov and Hutter 2017, with the warm-up of Goyal et al. 2017, as Keras has them. */
export const cosineDecay: ScheduleDefinition = {
  label: 'Cosine decay',
  summary: {
    en: 'Falls along half a cosine wave: slowly first, fast in the middle, gently at the end. Can rise in a warm-up before.',
    ko: '코사인 곡선의 절반을 따라 내려갑니다. 처음에는 천천히, 중간에는 빠르게, 끝에는 완만하게 줄어듭니다. 앞에 워밍업을 둘 수 있습니다.',
  },
  formula: 'lr · ((1 − α) · ½ (1 + cos(π · step / steps)) + α)',
  params,
  rate(step, initial, given) {
    const read = readParams(params, given);
    const [target, warmup] = [read.optional('warmupTarget'), read.number('warmupSteps')];
    const [steps, alpha] = [read.number('decaySteps'), read.number('alpha')];
    if (target === null) return initial * cosineFall(step / steps, alpha);
    if (step < warmup) return initial + ((target - initial) * step) / warmup;
    return target * cosineFall((step - warmup) / steps, alpha);
  },
};
