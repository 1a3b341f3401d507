import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { MetricStream, StreamingMetricDefinition } from '../definition';
import { readParams } from '../read-params';
import { labelsLike, lastAxis, weightOf } from './arrays';
import { areaUnder, type CurveCounts } from './curve-area';

const params: ParamSpecs = {
  numThresholds: {
    kind: 'int',
    default: 200,
    min: 2,
    max: 100_000,
    advanced: true,
    label: { en: 'Number of thresholds', ko: '임곗값의 수' },
    help: {
      en: 'How finely the curve is drawn. 200 is exact to about half a percent.',
      ko: '곡선을 얼마나 촘촘히 그릴지 정합니다. 200이면 대략 0.5%까지 정확합니다.',
    },
  },
  curve: {
    kind: 'choice',
    default: 'ROC',
    options: [
      { value: 'ROC', label: { en: 'ROC', ko: 'ROC' } },
      { value: 'PR', label: { en: 'PR (precision and recall)', ko: 'PR (정밀도와 재현율)' } },
    ],
    label: { en: 'Curve', ko: '곡선' },
    help: {
      en: 'ROC compares found positives with false alarms; PR says more when positives are rare.',
      ko: 'ROC는 찾아낸 양성과 헛된 경보를 비교합니다. 양성이 드물 때는 PR이 더 많은 것을 말해 줍니다.',
    },
  },
  summationMethod: {
    kind: 'choice',
    default: 'interpolation',
    options: [{ value: 'interpolation' }, { value: 'minoring' }, { value: 'majoring' }],
    advanced: true,
    label: { en: 'Summation', ko: '넓이 계산법' },
    help: {
      en: 'How the area between two points of the curve is taken: through the middle, from below, or from above.',
      ko: '곡선의 두 점 사이 넓이를 재는 방법입니다. 가운데, 아래, 위에서 잴 수 있습니다.',
    },
  },
  multiLabel: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Each label by itself', ko: '레이블별로' },
    help: {
      en: 'Computes the area for every output and takes the mean, instead of putting all answers together.',
      ko: '모든 답을 한데 모으는 대신 출력마다 넓이를 구해 평균 냅니다.',
    },
  },
  fromLogits: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'From logits', ko: '로짓 입력' },
    help: {
      en: 'On when the network ends without sigmoid.',
      ko: '신경망이 sigmoid 없이 끝날 때 켭니다.',
    },
  },
};

/** Weights of positives and negatives by the threshold interval that their output falls into. */
interface Histogram {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** The sums from the end: what lies above each threshold. */
function above(bins: Float64Array): Float64Array {
  const sums = bins.slice();
  for (let i = sums.length - 2; i >= 0; i--) sums[i]! += sums[i + 1]!;
  return sums;
}

function countsOf({ positives, negatives }: Histogram): CurveCounts {
  const [truePositives, falsePositives] = [above(positives), above(negatives)];
  return {
    truePositives,
    falsePositives,
    falseNegatives: truePositives.map((x) => truePositives[0]! - x),
    trueNegatives: falsePositives.map((x) => falsePositives[0]! - x),
  };
}

const float32Sigmoid = (x: number): number => Math.fround(1 / (1 + Math.exp(-x)));

function create(given: Params): MetricStream {
  const read = readParams(params, given);
  const [count, isByLabel] = [read.number('numThresholds'), read.flag('multiLabel')];
  const probability = read.flag('fromLogits') ? float32Sigmoid : (x: number) => x;
  const histograms: Histogram[] = [];
  const histogramAt = (label: number): Histogram =>
    (histograms[label] ??= {
      positives: new Float64Array(count),
      negatives: new Float64Array(count),
    });
  return {
    update(yTrue, yPred, sampleWeight) {
      const labels = labelsLike(yTrue, yPred);
      const width = lastAxis(yPred);
      const weight = weightOf(sampleWeight, yPred.data.length / width);
      for (let i = 0; i < yPred.data.length; i++) {
        const p = Math.min(probability(yPred.data[i]!), 1);
        // Thresholds are i / (count − 1), and exactly on one is not above it; everything is above the first.
        const bin = p > 0 ? Math.max(Math.ceil(Math.fround(p * (count - 1))) - 1, 0) : 0;
        const { positives, negatives } = histogramAt(isByLabel ? i % width : 0);
        (labels[i] === 0 ? negatives : positives)[bin]! += weight(Math.floor(i / width));
      }
    },
    result() {
      const areas = histograms.map((histogram) =>
        areaUnder(read.text('curve'), read.text('summationMethod'), countsOf(histogram)),
      );
      return areas.length === 0 ? 0 : areas.reduce((sum, area) => sum + area, 0) / areas.length;
    },
    save: () => histograms.flatMap(({ positives, negatives }) => [...positives, ...negatives]),
    load(saved) {
      for (let label = 0; label < saved.length / (2 * count); label++) {
        const at = label * 2 * count;
        histograms[label] = {
          positives: Float64Array.from(saved.slice(at, at + count)),
          negatives: Float64Array.from(saved.slice(at + count, at + 2 * count)),
        };
      }
    },
  };
}

/** As Keras sums it: over fixed thresholds, so that outputs between two of them count as equal. */
export const auc: StreamingMetricDefinition = {
  label: 'AUC',
  summary: {
    en: 'The area under the curve over all thresholds: the chance that a positive sample gets a larger output than a negative one. 1 is perfect, 0.5 is guessing.',
    ko: '모든 임곗값에 걸친 곡선 아래 넓이로, 양성 샘플의 출력이 음성 샘플의 출력보다 클 확률입니다. 1이면 완벽하고 0.5면 찍은 것과 같습니다.',
  },
  formula: 'area under (false positive rate, true positive rate)',
  params,
  unit: 'share',
  better: 'higher',
  create,
};
