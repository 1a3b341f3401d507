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
  /** What was counted so far, by name; to be gone on with. */
  save(): Readonly<Record<string, readonly number[]>>;
}

/** What a metric gets: the true classes as numbers, or targets in the predictions' shape. */
interface Row {
  readonly name: string;
  readonly columns: NamedMetric['columns'];
  readonly stream: MetricStream;
  readonly isOfClasses: boolean;
}

/** Starts the streaming ones among `metrics`, or goes on from what was `saved`; null when there are none. */
export function startMeasuring(
  metrics: readonly NamedMetric[],
  target: TargetSpec,
  saved: Readonly<Record<string, readonly number[]>> = {},
): Measuring | null {
  const chosen = streamingMetrics(metrics);
  if (chosen.length === 0) return null;
  let rows: readonly Row[] | null = null;
  const start = (whole: number) =>
    chosen.map((metric) => {
      const [from, to] = metric.columns ?? [0, whole];
      const row = startRow(metric, Math.max(2, to - from));
      const before = saved[metric.name];
      if (before) row.stream.load(before);
      return row;
    });
  return {
    update(given, predictions, count) {
      const targets = target.isWeighted === true ? withoutWeights(given, target, count) : given;
      const whole = predictions.length / count;
      rows ??= start(whole);
      const numbers: MetricArray = { shape: [count], data: classNumbers(targets, target, count) };
      for (const { stream, isOfClasses, columns } of rows) {
        const yPred = columnsOf(predictions, count, whole, columns);
        const alike = () => ({ shape: yPred.shape, data: likePredictions(targets, target, yPred) });
        stream.update(isOfClasses ? numbers : alike(), yPred);
      }
    },
    results: () => Object.fromEntries((rows ?? []).map(({ name, stream }) => [name, stream.result()])),
    save: () => (rows ? Object.fromEntries(rows.map(({ name, stream }) => [name, stream.save()])) : saved),
  };
}

/** Targets without what each sample counts: metrics do not weigh. */
function withoutWeights(targets: TargetData, { encoding }: TargetSpec, count: number): TargetData {
  const width = targets.length / count;
  const plain = new (encoding === 'sparse' ? Int32Array : Float32Array)(count * (width - 1));
  for (let row = 0; row < count; row++)
    plain.set(targets.subarray(row * width, (row + 1) * width - 1), row * (width - 1));
  return plain;
}

/** The predictions of one head among those of several. */
function columnsOf(
  predictions: Float32Array,
  count: number,
  whole: number,
  [from, to]: readonly [number, number] = [0, whole],
): MetricArray {
  const width = to - from;
  if (width === whole) return { shape: [count, width], data: predictions };
  const data = new Float32Array(count * width);
  for (let row = 0; row < count; row++)
    data.set(predictions.subarray(row * whole + from, row * whole + to), row * width);
  return { shape: [count, width], data };
}

/** Targets in the predictions' shape; a single output is a yes-or-no answer. */
function likePredictions(
  targets: TargetData,
  { encoding }: TargetSpec,
  { shape }: MetricArray,
): ArrayLike<number> {
  const width = shape[1]!;
  return encoding === 'sparse' && width > 1 ? oneHot(targets, width) : targets;
}

/** Metrics that count classes are told here how targets and predictions come. */
function startRow({ name, type, params, columns }: NamedMetric, classes: number): Row {
  const definition = STREAMING_METRICS[type]!;
  const isOfClasses = Object.hasOwn(definition.params, 'sparseYTrue');
  const told = { sparseYTrue: true, sparseYPred: false, numClasses: params['numClasses'] ?? classes };
  return {
    name,
    columns,
    isOfClasses,
    stream: definition.create(isOfClasses ? { ...params, ...told } : params),
  };
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
