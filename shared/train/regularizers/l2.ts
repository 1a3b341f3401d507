import type { RegularizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { l2Param, squarePenalty } from './strength';

const params = { l2: l2Param(0.01) };

export const l2: RegularizerDefinition = {
  label: 'L2',
  summary: {
    en: 'Adds the squares of the weights to the loss. Keeps weights small and even, a standard means against overfitting.',
    ko: '가중치의 제곱을 손실에 더합니다. 가중치를 작고 고르게 유지하며, 과적합을 막는 표준 방법입니다.',
  },
  formula: 'l2 · Σ w²',
  params,
  penalty: (b, weight, given) => squarePenalty(b, weight, readParams(params, given).number('l2')),
};
