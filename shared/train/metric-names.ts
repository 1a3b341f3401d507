import type { Choice } from '#shared/graph/document';
import { METRICS } from './metrics';
import { STREAMING_METRICS } from './streaming-metrics';

/** A metric of a training, with the name under which its values go. */
export interface NamedMetric extends Choice {
  readonly name: string;
  /** Of a streaming one: the columns of the predictions that are its head's; absent: all. */
  readonly columns?: readonly [from: number, to: number];
}

/** The type of the loss of one head among several: computed like a metric that is a mean over samples. */
export const HEAD_LOSS = 'loss';

/** Keras's names: the type, and `precision_1`, `precision_2` for further ones of a type. Those that no table has are left out. */
export function nameMetrics(choices: readonly Choice[]): readonly NamedMetric[] {
  const counts = new Map<string, number>();
  return choices
    .filter(({ type }) => Object.hasOwn(METRICS, type) || Object.hasOwn(STREAMING_METRICS, type))
    .map((choice) => {
      const { type } = choice;
      const before = counts.get(type) ?? 0;
      counts.set(type, before + 1);
      return { ...choice, name: before === 0 ? type : `${type}_${before}` };
    });
}

/** Those that are means over samples, and are computed in the compiled graph. */
export const meanMetrics = (metrics: readonly NamedMetric[]): readonly NamedMetric[] =>
  metrics.filter(({ type }) => type === HEAD_LOSS || Object.hasOwn(METRICS, type));

/** Those that are computed from the predictions of a whole set. */
export const streamingMetrics = (metrics: readonly NamedMetric[]): readonly NamedMetric[] =>
  metrics.filter(({ type }) => Object.hasOwn(STREAMING_METRICS, type));

/** What callbacks may watch of what is measured, by the names of Keras's history, as far as it is sure to be a number or may be one. */
export function monitorNames(metrics: readonly NamedMetric[], isValidated: boolean): readonly string[] {
  const names = metrics.filter(({ type }) => type !== 'confusion_matrix').map(({ name }) => name);
  const validation = isValidated ? ['val_loss', ...names.map((name) => `val_${name}`)] : [];
  return [...validation, 'loss', ...names];
}

/** The values of metrics from their means over samples, by name. */
export function finishMetrics(
  metrics: readonly NamedMetric[],
  means: Readonly<Record<string, number>>,
): Record<string, number> {
  const rows = new Map(metrics.map(({ name, type }) => [name, METRICS[type]]));
  return Object.fromEntries(
    Object.entries(means).map(([name, mean]) => [name, rows.get(name)?.finish?.(mean) ?? mean]),
  );
}

/** The values of metrics from their means over batches, by name. */
export const finishSteps = (
  metrics: readonly NamedMetric[],
  means: Readonly<Record<string, Float32Array>>,
): Record<string, Float32Array> =>
  Object.fromEntries(
    Object.entries(means).map(([name, values]) => {
      const finish = METRICS[metrics.find((metric) => metric.name === name)?.type ?? '']?.finish;
      return [name, finish ? values.map((value) => finish(value)) : values];
    }),
  );
