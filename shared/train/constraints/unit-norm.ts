import type { ParamSpecs } from '#shared/graph/params';
import type { ConstraintDefinition } from '../definition';
import { readParams } from '../read-params';
import { axisParam, normsAlong, withNorms } from './norm';

const params: ParamSpecs = { axis: axisParam };

export const unitNorm: ConstraintDefinition = {
  label: 'Unit norm',
  summary: {
    en: 'After each step scales the incoming weights of every unit to length 1: only their direction is learned.',
    ko: '스텝마다 유닛으로 들어오는 가중치의 길이를 1로 맞춥니다. 방향만 학습합니다.',
  },
  formula: 'w / ‖w‖',
  params,
  apply(b, weight, given, layout) {
    const norms = normsAlong(b, weight, readParams(params, given).list('axis'), layout);
    return withNorms(b, weight, norms, b.scalar(1));
  },
};
