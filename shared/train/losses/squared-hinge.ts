import type { LossDefinition } from '../definition';
import { meanOfLast } from '../targets';
import { hingeMargin } from './hinge-margin';

export const squaredHinge: LossDefinition = {
  label: 'Squared hinge',
  summary: {
    en: 'Hinge, squared: smooth at the margin, and harder on samples far on the wrong side.',
    ko: 'Hinge를 제곱한 손실입니다. 경계에서 매끄럽고, 크게 틀린 샘플에 더 엄격합니다.',
  },
  formula: 'L = mean(max(1 − target · ŷ, 0)²)',
  params: {},
  targets: 'any',
  prediction: 'scores',
  unreduced(b, target, prediction) {
    const margin = hingeMargin(b, target, prediction);
    return meanOfLast(b, b.mul(margin, margin));
  },
};
