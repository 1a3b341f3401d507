import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { MetricStream, StreamingMetricDefinition } from '../definition';
import { EPSILON } from '../losses/probabilities';
import { confusion, confusionParams } from './confusion';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

/** The mean over the classes that occur in targets or predictions, with Keras's epsilon beside every divisor. */
export function iouStream(specs: ParamSpecs, given: Params): MetricStream {
  const { matrix, ...stream } = confusion(specs, given);
  return {
    ...stream,
    result() {
      const rows = matrix();
      const unions = rows.map((row, i) => sum(row) + sum(rows.map((other) => other[i]!)) - row[i]!);
      const shares = rows.map((row, i) => row[i]! / (unions[i]! + EPSILON));
      const valid = unions.filter((union) => union > 1e-9).length;
      return sum(shares) / (valid + EPSILON);
    },
  };
}

const params = confusionParams(true);

export const meanIou: StreamingMetricDefinition = {
  label: 'Mean IoU',
  summary: {
    en: 'For segmentation: how well predicted and true area of each class overlap, averaged over the classes. For class numbers.',
    ko: '분할 문제에서 클래스마다 예측한 영역과 실제 영역이 겹치는 정도를 구해 클래스에 걸쳐 평균 냅니다. 클래스 번호에 씁니다.',
  },
  formula: 'mean over classes of overlap / union',
  params,
  unit: 'share',
  better: 'higher',
  create: (given) => iouStream(params, given),
};
