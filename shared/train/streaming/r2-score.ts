import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { MetricStream, StreamingMetricDefinition } from '../definition';
import { readParams } from '../read-params';
import { lastAxis, weightOf } from './arrays';

const params: ParamSpecs = {
  classAggregation: {
    kind: 'choice',
    default: 'uniform_average',
    options: [
      { value: 'uniform_average', label: { en: 'mean of the outputs', ko: '출력 평균' } },
      { value: 'variance_weighted_average', label: { en: 'weighted by variance', ko: '분산으로 가중' } },
      { value: 'none', label: { en: 'none (each output)', ko: 'none (출력별)' } },
    ],
    advanced: true,
    label: { en: 'Average', ko: '평균' },
    help: {
      en: 'How several outputs become one number.',
      ko: '여러 출력을 하나의 수로 만드는 방법입니다.',
    },
  },
  numRegressors: {
    kind: 'int',
    default: 0,
    min: 0,
    max: 1_000_000,
    advanced: true,
    label: { en: 'Regressors', ko: '설명 변수의 수' },
    help: {
      en: 'How many inputs the prediction uses, for the adjusted R². 0 gives the plain R².',
      ko: '예측에 쓴 입력의 수로, 수정된 R²에 씁니다. 0이면 보통의 R²입니다.',
    },
  },
};

interface Sums {
  weight: number;
  target: number;
  square: number;
  residual: number;
}

const AGGREGATIONS: Readonly<
  Record<string, (scores: readonly number[], totals: readonly number[]) => number | readonly number[]>
> = {
  uniform_average: (scores) => scores.reduce((sum, x) => sum + x, 0) / scores.length,
  variance_weighted_average: (scores, totals) =>
    scores.reduce((sum, x, i) => sum + x * totals[i]!, 0) / totals.reduce((sum, x) => sum + x, 0),
  none: (scores) => scores,
};

function create(given: Params): MetricStream {
  const read = readParams(params, given);
  const regressors = read.number('numRegressors');
  let outputs: Sums[] = [];
  let count = 0;
  const adjusted = (score: number): number =>
    regressors === 0 || regressors >= count - 1
      ? score
      : 1 - ((1 - score) * (count - 1)) / (count - regressors - 1);
  return {
    update(yTrue, yPred, sampleWeight) {
      const width = lastAxis(yPred);
      if (outputs.length === 0)
        outputs = Array.from({ length: width }, () => ({ weight: 0, target: 0, square: 0, residual: 0 }));
      const weight = weightOf(sampleWeight, yPred.data.length / width);
      for (let i = 0; i < yPred.data.length; i++) {
        const [sums, target, w] = [outputs[i % width]!, yTrue.data[i]!, weight(Math.floor(i / width))];
        sums.weight += w;
        sums.target += w * target;
        sums.square += w * target * target;
        sums.residual += w * (target - yPred.data[i]!) ** 2;
      }
      count += yTrue.data.length;
    },
    result() {
      const totals = outputs.map(({ weight, target, square }) => square - (target * target) / weight);
      const scores = outputs.map(({ residual }, i) => {
        const score = 1 - residual / totals[i]!;
        return Math.abs(score) === Number.POSITIVE_INFINITY ? 0 : score;
      });
      const result = AGGREGATIONS[read.text('classAggregation')]!(scores, totals);
      return typeof result === 'number' ? adjusted(result) : result.map(adjusted);
    },
    save: () => [
      count,
      ...outputs.flatMap(({ weight, target, square, residual }) => [weight, target, square, residual]),
    ],
    load([seen = 0, ...saved]) {
      count = seen;
      outputs = Array.from({ length: saved.length / 4 }, (_, i) => {
        const [weight, target, square, residual] = saved.slice(i * 4, i * 4 + 4) as [
          number,
          number,
          number,
          number,
        ];
        return { weight, target, square, residual };
      });
    },
  };
}

export const r2Score: StreamingMetricDefinition = {
  label: 'R² score',
  summary: {
    en: 'How much of the targets’ variation the prediction explains: 1 is perfect, 0 is no better than their mean, below 0 is worse.',
    ko: '정답의 변동 가운데 예측이 설명하는 비율입니다. 1이면 완벽하고, 0이면 평균으로 답한 것과 같으며, 0보다 작으면 그보다 못합니다.',
  },
  formula: '1 − Σ (target − ŷ)² / Σ (target − mean(target))²',
  params,
  unit: 'number',
  better: 'higher',
  create,
};
