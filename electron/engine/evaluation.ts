import type { TargetSpec } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import type { MetricResult } from '#shared/train/definition';
import { finishMetrics, type NamedMetric } from '#shared/train/metric-names';
import type { Means } from './epoch-sums';
import { startMeasuring } from './measure';
import { nextTurn } from './next-turn';
import { batchOf } from './pipeline';
import type { Batch, SampleScores } from './trainer';

export interface Evaluator {
  readonly evaluationBatch: number;
  readonly metrics: readonly NamedMetric[];
  readonly target: TargetSpec;
  evaluate(batch: Batch): Promise<SampleScores>;
}

/** A metric that is more than one number: one a class or threshold, or a matrix by rows. */
export type MetricTable = Exclude<MetricResult, number>;

/** Loss and metrics of a whole set. */
export interface Evaluation extends Means {
  readonly tables: Readonly<Record<string, MetricTable>>;
}

/**
 * Loss and metrics over all samples, as Keras's `evaluate`. Messages are served between batches, before which `onProgress` hears how many samples
 * are done; null when `cancelled` says so or there are no samples.
 */
export async function evaluateSamples(
  evaluator: Evaluator,
  samples: Samples,
  cancelled: () => boolean = () => false,
  onProgress?: (done: number) => void,
): Promise<Evaluation | null> {
  if (samples.count === 0) return null;
  const measuring = startMeasuring(evaluator.metrics, evaluator.target);
  let [loss, weight] = [0, 0];
  const sums: Record<string, number> = {};
  const { evaluationBatch, target } = evaluator;
  const read = (start: number): Promise<Batch> => {
    const reading = batchOf(samples, target, start, Math.min(evaluationBatch, samples.count - start));
    // It may be given up before anyone waits for it.
    reading.catch(() => undefined);
    return reading;
  };
  let next = read(0);
  for (let start = 0; start < samples.count; start += evaluationBatch) {
    if (cancelled()) return null;
    onProgress?.(start);
    const batch = await next;
    const { count } = batch;
    // A file is read while the device computes.
    if (start + evaluationBatch < samples.count) next = read(start + evaluationBatch);
    const { losses, weights, metrics, predictions } = await evaluator.evaluate(batch);
    loss += sum(losses);
    weight += weights ? sum(weights) : count;
    for (const [name, values] of Object.entries(metrics)) sums[name] = (sums[name] ?? 0) + sum(values);
    if (predictions) measuring?.update(batch.y, predictions, count);
    await nextTurn();
  }
  const means = Object.fromEntries(
    Object.entries(sums).map(([name, total]) => [name, total / samples.count]),
  );
  return {
    loss: loss / weight,
    ...byName(evaluator.metrics, finishMetrics(evaluator.metrics, means), measuring?.results() ?? {}),
  };
}

/** Single numbers in the order in which they were chosen, and what is more than a number. */
export function byName(
  metrics: readonly NamedMetric[],
  means: Readonly<Record<string, number>>,
  results: Readonly<Record<string, MetricResult>>,
): Pick<Evaluation, 'metrics' | 'tables'> {
  const all: Readonly<Record<string, MetricResult | undefined>> = { ...means, ...results };
  const numbers: Record<string, number> = {};
  const tables: Record<string, MetricTable> = {};
  for (const { name } of metrics) {
    const value = all[name];
    if (typeof value === 'number') numbers[name] = value;
    else if (value !== undefined) tables[name] = value;
  }
  return { metrics: numbers, tables };
}

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
