import type { ParamSpecs } from '#shared/graph/params';
import type { LossDefinition } from '../definition';
import { readParams } from '../read-params';
import { cosine, shapedLike, toEngineAxis } from '../targets';

const params: ParamSpecs = {
  axis: {
    kind: 'choice',
    default: '-1',
    options: [
      { value: '-1', label: { en: 'last', ko: '마지막' } },
      { value: '1' },
      { value: '2' },
      { value: '3' },
    ],
    advanced: true,
    label: { en: 'Axis', ko: '축' },
    help: {
      en: 'The axis along which the numbers make a vector. The last is right nearly always.',
      ko: '수들이 벡터를 이루는 축입니다. 거의 언제나 마지막 축이면 됩니다.',
    },
  },
};

export const cosineSimilarity: LossDefinition = {
  label: 'Cosine similarity',
  summary: {
    en: 'Minus the cosine of the angle between target and prediction: −1 for the same direction, 0 at a right angle, 1 for opposite ones. Lengths play no part.',
    ko: '정답과 예측 사이 각의 코사인에 −를 붙인 값입니다. 같은 방향이면 −1, 직각이면 0, 반대 방향이면 1이며 길이는 상관없습니다.',
  },
  formula: 'L = −Σ target · ŷ / (‖target‖ · ‖ŷ‖)',
  params,
  targets: 'any',
  prediction: 'numbers',
  unreduced(b, target, prediction, given) {
    const axis = toEngineAxis(Number(readParams(params, given).text('axis')), prediction.shape.length);
    return b.neg(cosine(b, shapedLike(b, target, prediction), prediction, axis));
  },
};
