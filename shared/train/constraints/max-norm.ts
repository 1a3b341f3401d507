import type { ParamSpecs } from '#shared/graph/params';
import type { ConstraintDefinition } from '../definition';
import { readParams } from '../read-params';
import { axisParam, normsAlong, withNorms } from './norm';

const params: ParamSpecs = {
  maxValue: {
    kind: 'float',
    default: 2,
    min: 0,
    max: 1e6,
    step: 0.5,
    label: { en: 'Largest norm', ko: '최대 노름' },
    help: {
      en: 'The incoming weights of a unit get no longer than this. 2 … 4 goes well with Dropout.',
      ko: '유닛으로 들어오는 가중치의 길이(노름)가 이 값을 넘지 않습니다. Dropout과 함께 2~4를 씁니다.',
    },
  },
  axis: axisParam,
};

/** Srivastava et al. 2014. */
export const maxNorm: ConstraintDefinition = {
  label: 'Max norm',
  summary: {
    en: 'After each step shortens the incoming weights of every unit to a largest length.',
    ko: '스텝마다 유닛으로 들어오는 가중치를 정해진 최대 길이로 줄입니다.',
  },
  formula: 'w · min(‖w‖, max) / ‖w‖',
  params,
  apply(b, weight, given, layout) {
    const read = readParams(params, given);
    const norms = normsAlong(b, weight, read.list('axis'), layout);
    return withNorms(b, weight, norms, b.clip(norms, 0, read.number('maxValue')));
  },
};
