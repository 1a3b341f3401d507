import type { RegularizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { l1Param, sizePenalty } from './strength';

const params = { l1: l1Param(0.01) };

export const l1: RegularizerDefinition = {
  label: 'L1',
  summary: {
    en: 'Adds the sizes of the weights to the loss. Many weights become exactly 0, so one sees which inputs matter.',
    ko: '가중치의 절댓값을 손실에 더합니다. 많은 가중치가 정확히 0이 되어 어떤 입력이 중요한지 드러납니다.',
  },
  formula: 'l1 · Σ |w|',
  params,
  penalty: (b, weight, given) => sizePenalty(b, weight, readParams(params, given).number('l1')),
};
