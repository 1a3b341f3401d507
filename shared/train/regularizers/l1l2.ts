import type { RegularizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { l1Param, l2Param, sizePenalty, squarePenalty } from './strength';

const params = { l1: l1Param(0), l2: l2Param(0) };

export const l1l2: RegularizerDefinition = {
  label: 'L1 + L2',
  summary: {
    en: 'Both penalties at once, each with its own strength (elastic net).',
    ko: '두 규제를 각각의 세기로 함께 씁니다(엘라스틱 넷).',
  },
  formula: 'l1 · Σ |w| + l2 · Σ w²',
  params,
  penalty(b, weight, given) {
    const read = readParams(params, given);
    return b.add(sizePenalty(b, weight, read.number('l1')), squarePenalty(b, weight, read.number('l2')));
  },
};
