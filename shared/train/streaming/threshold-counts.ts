import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { MetricArray, MetricStream } from '../definition';
import { countNumbers, countsFrom } from './count-numbers';
import { readParams } from '../read-params';
import { labelsLike, lastAxis, weightOf } from './arrays';

/** Parameters of Precision and Recall. */
export const thresholdParams: ParamSpecs = {
  thresholds: {
    kind: 'list',
    item: 'float',
    default: null,
    nullable: true,
    nullLabel: { en: '0.5', ko: '0.5 (기본)' },
    min: 0,
    max: 1,
    label: { en: 'Thresholds', ko: '임곗값' },
    help: {
      en: 'An output above this counts as yes. Several values give the metric for each.',
      ko: '출력이 이 값보다 크면 “예”로 봅니다. 여러 값을 주면 값마다 지표를 냅니다.',
    },
  },
  topK: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: { en: 'off', ko: '사용 안 함' },
    min: 1,
    max: 1_000_000,
    advanced: true,
    label: { en: 'Top k', ko: '상위 k개' },
    help: {
      en: 'The k largest outputs of a sample count as yes, whatever their size. 1 takes the predicted class.',
      ko: '크기와 관계없이 샘플마다 가장 큰 출력 k개를 “예”로 봅니다. 1이면 예측한 클래스만 봅니다.',
    },
  },
  classId: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: { en: 'all', ko: '모두' },
    min: 0,
    max: 1_000_000,
    advanced: true,
    label: { en: 'Class', ko: '클래스' },
    help: {
      en: 'Looks at this class only. Empty: all classes together.',
      ko: '이 클래스만 봅니다. 비워 두면 모든 클래스를 함께 봅니다.',
    },
  },
};

/** For each threshold: how often yes was said rightly, wrongly, and not said. */
export interface ThresholdCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** Keras's value for what is not among the k largest, and the threshold below all the others. */
const BELOW_ALL = -1e10;

/** The columns of a row's k largest numbers, of equal ones the first. */
function largest(data: ArrayLike<number>, start: number, width: number, k: number): ReadonlySet<number> {
  const columns = Array.from({ length: width }, (_, column) => column);
  columns.sort((a, b) => data[start + b]! - data[start + a]! || a - b);
  return new Set(columns.slice(0, k));
}

/** Streams the counts at every threshold and turns them into one number each with `ratio`. */
export function thresholdStream(params: Params, ratio: (counts: ThresholdCounts) => number): MetricStream {
  const read = readParams(thresholdParams, params);
  const [topK, classId] = [read.optional('topK'), read.optional('classId')];
  // Predictions are float32, so the thresholds are too.
  const thresholds = (read.optionalList('thresholds') ?? [topK === null ? 0.5 : BELOW_ALL]).map(Math.fround);
  const counts = thresholds.map(() => ({ truePositives: 0, falsePositives: 0, falseNegatives: 0 }));

  const update = (yTrue: MetricArray, yPred: MetricArray, sampleWeight?: ArrayLike<number>) => {
    const labels = labelsLike(yTrue, yPred);
    const width = lastAxis(yPred);
    const rows = yPred.data.length / width;
    const weight = weightOf(sampleWeight, rows);
    for (let row = 0; row < rows; row++) {
      const start = row * width;
      const kept = topK === null ? null : largest(yPred.data, start, width, topK);
      for (let column = 0; column < width; column++) {
        if (classId !== null && column !== classId) continue;
        const output = kept && !kept.has(column) ? BELOW_ALL : yPred.data[start + column]!;
        const isTrue = labels[start + column] !== 0;
        thresholds.forEach((threshold, i) => {
          const isYes = output > threshold;
          if (isYes) counts[i]![isTrue ? 'truePositives' : 'falsePositives'] += weight(row);
          else if (isTrue) counts[i]!.falseNegatives += weight(row);
        });
      }
    }
  };
  return {
    update,
    result: () => (counts.length === 1 ? ratio(counts[0]!) : counts.map(ratio)),
    save: () => counts.flatMap(countNumbers),
    load: (saved) => counts.forEach((count, i) => Object.assign(count, countsFrom(saved, i))),
  };
}
