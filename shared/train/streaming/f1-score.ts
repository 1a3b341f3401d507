import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { MetricStream, StreamingMetricDefinition } from '../definition';
import { EPSILON } from '../losses/probabilities';
import { readParams } from '../read-params';
import { labelsLike, lastAxis, weightOf } from './arrays';
import { countNumbers, countsFrom } from './count-numbers';

const params: ParamSpecs = {
  average: {
    kind: 'choice',
    default: 'none',
    options: [
      { value: 'none', label: { en: 'none (each class)', ko: 'none (클래스별)' } },
      { value: 'micro', label: { en: 'micro (all answers together)', ko: 'micro (모든 답을 함께)' } },
      { value: 'macro', label: { en: 'macro (mean of the classes)', ko: 'macro (클래스 평균)' } },
      { value: 'weighted', label: { en: 'weighted (by class size)', ko: 'weighted (클래스 크기로 가중)' } },
    ],
    label: { en: 'Average', ko: '평균' },
    help: {
      en: 'How the classes become one number. macro treats rare classes like frequent ones.',
      ko: '여러 클래스를 하나의 수로 만드는 방법입니다. macro는 드문 클래스도 흔한 클래스와 똑같이 다룹니다.',
    },
  },
  threshold: {
    kind: 'float',
    default: null,
    nullable: true,
    nullLabel: { en: 'largest output', ko: '가장 큰 출력' },
    min: 0,
    max: 1,
    exclusiveMin: true,
    step: 0.05,
    label: { en: 'Threshold', ko: '임곗값' },
    help: {
      en: 'An output above this counts as yes. Empty: the largest output of each sample does.',
      ko: '출력이 이 값보다 크면 “예”로 봅니다. 비워 두면 샘플마다 가장 큰 출력을 “예”로 봅니다.',
    },
  },
};

interface ClassCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

const added = (all: readonly ClassCounts[]): ClassCounts =>
  all.reduce((sum, one) => ({
    truePositives: sum.truePositives + one.truePositives,
    falsePositives: sum.falsePositives + one.falsePositives,
    falseNegatives: sum.falseNegatives + one.falseNegatives,
  }));

/** With Keras's epsilon beside every divisor. */
function scoreOf({ truePositives, falsePositives, falseNegatives }: ClassCounts): number {
  const precision = truePositives / (truePositives + falsePositives + EPSILON);
  const recall = truePositives / (truePositives + falseNegatives + EPSILON);
  return (2 * precision * recall) / (precision + recall + EPSILON);
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

const AVERAGES: Readonly<Record<string, (counts: readonly ClassCounts[]) => number | number[]>> = {
  none: (counts) => counts.map(scoreOf),
  micro: (counts) => scoreOf(added(counts)),
  macro: (counts) => mean(counts.map(scoreOf)),
  weighted: (counts) => {
    const sizes = counts.map(({ truePositives, falseNegatives }) => truePositives + falseNegatives);
    const all = sizes.reduce((sum, size) => sum + size, 0) + EPSILON;
    return counts.reduce((sum, one, i) => sum + (scoreOf(one) * sizes[i]!) / all, 0);
  },
};

function create(given: Params): MetricStream {
  const read = readParams(params, given);
  const threshold = read.optional('threshold');
  const limit = threshold === null ? null : Math.fround(threshold);
  let counts: { truePositives: number; falsePositives: number; falseNegatives: number }[] = [];
  return {
    update(yTrue, yPred, sampleWeight) {
      const labels = labelsLike(yTrue, yPred);
      const width = lastAxis(yPred);
      if (counts.length === 0) {
        counts = Array.from({ length: width }, () => ({
          truePositives: 0,
          falsePositives: 0,
          falseNegatives: 0,
        }));
      }
      const rows = yPred.data.length / width;
      const weight = weightOf(sampleWeight, rows);
      for (let row = 0; row < rows; row++) {
        const outputs = counts.map((_, column) => yPred.data[row * width + column]!);
        const most = Math.max(...outputs);
        outputs.forEach((output, column) => {
          const isYes = limit === null ? output >= most && Math.abs(output) > 1e-9 : output > limit;
          const share = labels[row * width + column]!;
          const count = counts[column]!;
          if (isYes) {
            count.truePositives += share * weight(row);
            count.falsePositives += (1 - share) * weight(row);
          } else count.falseNegatives += share * weight(row);
        });
      }
    },
    result: () => (counts.length === 0 ? 0 : AVERAGES[read.text('average')]!(counts)),
    save: () => counts.flatMap(countNumbers),
    load(saved) {
      counts = Array.from({ length: saved.length / 3 }, (_, i) => countsFrom(saved, i));
    },
  };
}

export const f1Score: StreamingMetricDefinition = {
  label: 'F1 score',
  summary: {
    en: 'The harmonic mean of precision and recall: high only when both are. Fairer than accuracy when classes differ in size.',
    ko: '정밀도와 재현율의 조화 평균으로, 둘 다 높아야 높습니다. 클래스의 크기가 서로 다를 때 정확도보다 공정합니다.',
  },
  formula: '2 · precision · recall / (precision + recall)',
  params,
  unit: 'share',
  better: 'higher',
  create,
};
