import type { TargetSpec } from '#shared/compile/program';
import type { MetricArray, MetricResult, MetricStream } from '#shared/train/definition';
import { type NamedMetric, streamingMetrics } from '#shared/train/metric-names';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import type { TargetData } from './trainer';

/** Metrics of a whole set under way. */
export interface Measuring {
  /** Targets as `TargetSpec` says, and predictions row by row. */
  update(targets: TargetData, predictions: Float32Array, count: number): void;
  results(): Readonly<Record<string, MetricResult>>;
}

/** What a metric gets: the true classes as numbers, or targets in the predictions' shape. */
interface Row {
  readonly name: string;
  readonly stream: MetricStream;
  readonly isOfClasses: boolean;
}

/** Starts the streaming ones among `metrics`; null when there are none. */
export function startMeasuring(metrics: readonly NamedMetric[], target: TargetSpec): Measuring | null {
  const chosen = streamingMetrics(metrics);
  if (chosen.length === 0) return null;
  let rows: readonly Row[] | null = null;
  return {
    update(targets, predictions, count) {
      const width = predictions.length / count;
      rows ??= chosen.map((metric) => startRow(metric, Math.max(2, width)));
      const yPred: MetricArray = { shape: [count, width], data: predictions };
      const numbers: MetricArray = { shape: [count], data: classNumbers(targets, target, count) };
      const alike: MetricArray = {
        shape: [count, width],
        data: target.encoding === 'sparse' ? oneHot(targets, width) : targets,
      };
      for (const { stream, isOfClasses } of rows) stream.update(isOfClasses ? numbers : alike, yPred);
    },
    results: () => Object.fromEntries((rows ?? []).map(({ name, stream }) => [name, stream.result()])),
  };
}

/** Metrics that count classes are told here how targets and predictions come. */
function startRow({ name, type, params }: NamedMetric, classes: number): Row {
  const definition = STREAMING_METRICS[type]!;
  const isOfClasses = Object.hasOwn(definition.params, 'sparseYTrue');
  const told = { sparseYTrue: true, sparseYPred: false, numClasses: params['numClasses'] ?? classes };
  return { name, isOfClasses, stream: definition.create(isOfClasses ? { ...params, ...told } : params) };
}

function classNumbers(targets: TargetData, { encoding }: TargetSpec, count: number): ArrayLike<number> {
  if (encoding !== 'one-hot') return targets;
  const width = targets.length / count;
  return Int32Array.from({ length: count }, (_, row) =>
    targets.subarray(row * width, (row + 1) * width).indexOf(1),
  );
}

function oneHot(classes: TargetData, width: number): Float32Array {
  const rows = new Float32Array(classes.length * width);
  classes.forEach((label, row) => (rows[row * width + label] = 1));
  return rows;
}
