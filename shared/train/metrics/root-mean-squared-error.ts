import type { MetricDefinition } from '../definition';
import { meanSquaredError } from './mean-squared-error';

export const rootMeanSquaredError: MetricDefinition = {
  label: 'Root mean squared error',
  summary: {
    en: 'The root of the mean squared error: a typical error in the unit of the targets, in which large errors weigh more.',
    ko: '평균 제곱 오차의 제곱근입니다. 정답과 같은 단위의 대표적인 오차로, 큰 오차에 더 무게를 둡니다.',
  },
  formula: '√(mean((target − ŷ)²))',
  params: {},
  unit: 'number',
  better: 'lower',
  perSample: meanSquaredError.perSample,
  finish: Math.sqrt,
};
