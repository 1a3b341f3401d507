import type { ParamSpecs } from '#shared/graph/params';
import type { ScheduleDefinition } from '../definition';
import { readParams } from '../read-params';

const params: ParamSpecs = {
  boundaries: {
    kind: 'list',
    item: 'int',
    default: [1000, 2000],
    min: 0,
    max: 100_000_000,
    label: { en: 'Boundaries', ko: '경계 스텝' },
    help: {
      en: 'The steps after which the rate changes, rising. A boundary itself still has the earlier rate.',
      ko: '학습률이 바뀌는 스텝을 작은 것부터 적습니다. 경계 스텝 자체는 앞의 학습률을 씁니다.',
    },
  },
  values: {
    kind: 'list',
    item: 'float',
    default: [0.01, 0.005, 0.001],
    min: 0,
    max: 100,
    label: { en: 'Rates', ko: '학습률' },
    help: {
      en: 'One rate more than there are boundaries. They take the place of the learning rate that is set above.',
      ko: '경계보다 하나 많은 학습률입니다. 위에서 정한 학습률 대신 쓰입니다.',
    },
  },
};

export const piecewiseConstantDecay: ScheduleDefinition = {
  label: 'Piecewise constant',
  summary: {
    en: 'Fixed rates of your own between fixed steps, such as a tenth after half of the training.',
    ko: '정해 둔 스텝 사이마다 직접 고른 학습률을 씁니다. 예를 들어 학습의 절반이 지나면 10분의 1로 줄입니다.',
  },
  formula: 'value_i for boundary_(i−1) < step ≤ boundary_i',
  params,
  rate(step, _initial, given) {
    const read = readParams(params, given);
    const [boundaries, values] = [read.list('boundaries'), read.list('values')];
    const passed = boundaries.filter((boundary) => step > boundary).length;
    return values[Math.min(passed, values.length - 1)]!;
  },
};
