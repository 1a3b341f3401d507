import { engineChannelAxis } from '#shared/graph/shape';
import type { MetricDefinition } from '../definition';
import { cosine, meanPerSample, shapedLike } from '../targets';

export const cosineSimilarity: MetricDefinition = {
  label: 'Cosine similarity',
  summary: {
    en: 'The cosine of the angle between target and prediction: 1 for the same direction, −1 for opposite ones.',
    ko: '정답과 예측 사이 각의 코사인입니다. 같은 방향이면 1, 반대 방향이면 −1입니다.',
  },
  formula: 'Σ target · ŷ / (‖target‖ · ‖ŷ‖)',
  params: {},
  unit: 'number',
  better: 'higher',
  perSample(b, target, prediction) {
    const axis = engineChannelAxis(prediction.shape.length);
    return meanPerSample(b, cosine(b, shapedLike(b, target, prediction), prediction, axis));
  },
};
