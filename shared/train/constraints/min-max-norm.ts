import type { ParamSpecs } from '#shared/graph/params';
import type { ConstraintDefinition } from '../definition';
import { readParams } from '../read-params';
import { axisParam, normsAlong, withNorms } from './norm';

const limit = { kind: 'float', min: 0, max: 1e6, step: 0.1 } as const;

const params: ParamSpecs = {
  minValue: {
    ...limit,
    default: 0,
    label: { en: 'Smallest norm', ko: '최소 노름' },
    help: {
      en: 'The incoming weights of a unit get no shorter than this.',
      ko: '유닛으로 들어오는 가중치의 길이(노름)가 이 값보다 짧아지지 않습니다.',
    },
  },
  maxValue: {
    ...limit,
    default: 1,
    label: { en: 'Largest norm', ko: '최대 노름' },
    help: {
      en: 'The incoming weights of a unit get no longer than this.',
      ko: '유닛으로 들어오는 가중치의 길이(노름)가 이 값을 넘지 않습니다.',
    },
  },
  rate: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 1,
    exclusiveMin: true,
    step: 0.1,
    advanced: true,
    label: { en: 'Rate', ko: '적용 비율' },
    help: {
      en: 'How far each step goes toward the limits. 1 obeys them at once.',
      ko: '스텝마다 한계 쪽으로 얼마나 옮길지 정합니다. 1이면 바로 지킵니다.',
    },
  },
  axis: axisParam,
};

export const minMaxNorm: ConstraintDefinition = {
  label: 'Min-max norm',
  summary: {
    en: 'After each step keeps the length of the incoming weights of every unit between two limits.',
    ko: '스텝마다 유닛으로 들어오는 가중치의 길이를 두 한계 사이로 맞춥니다.',
  },
  formula: 'w · (rate · clip(‖w‖, min, max) + (1 − rate) · ‖w‖) / ‖w‖',
  params,
  apply(b, weight, given, layout) {
    const read = readParams(params, given);
    const norms = normsAlong(b, weight, read.list('axis'), layout);
    const rate = read.number('rate');
    const clipped = b.clip(norms, read.number('minValue'), read.number('maxValue'));
    const desired = b.add(b.mul(clipped, b.scalar(rate)), b.mul(norms, b.scalar(1 - rate)));
    return withNorms(b, weight, norms, desired);
  },
};
