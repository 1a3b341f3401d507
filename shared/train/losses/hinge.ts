import type { LossDefinition } from '../definition';
import { meanOfLast } from '../targets';
import { hingeMargin } from './hinge-margin';

export const hinge: LossDefinition = {
  label: 'Hinge',
  summary: {
    en: 'The loss of support vector machines: wants the right sign with a margin of 1, and then no more. Targets −1 or 1 (0 and 1 are taken for them), last layer without sigmoid.',
    ko: '서포트 벡터 머신의 손실입니다. 부호가 맞고 1 이상 여유가 있으면 더 바라지 않습니다. 정답은 −1 또는 1이고(0과 1도 됩니다), 마지막 층에는 sigmoid를 쓰지 않습니다.',
  },
  formula: 'L = mean(max(1 − target · ŷ, 0))',
  params: {},
  targets: 'any',
  prediction: 'scores',
  unreduced: (b, target, prediction) => meanOfLast(b, hingeMargin(b, target, prediction)),
};
