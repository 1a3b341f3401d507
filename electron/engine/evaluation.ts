import type { TargetSpec } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import type { Means } from './epoch-sums';
import { nextTurn } from './next-turn';
import { batchOf } from './pipeline';
import type { Batch, SampleScores } from './trainer';

export interface Evaluator {
  readonly evaluationBatch: number;
  readonly target: TargetSpec;
  evaluate(batch: Batch): Promise<SampleScores>;
}

/**
 * Means over all samples, as Keras's `evaluate`. Messages are served between batches; null when `cancelled` says so or
 * there are no samples.
 */
export async function evaluateSamples(
  evaluator: Evaluator,
  samples: Samples,
  cancelled: () => boolean = () => false,
): Promise<Means | null> {
  if (samples.count === 0) return null;
  let loss = 0;
  const metrics: Record<string, number> = {};
  for (let start = 0; start < samples.count; start += evaluator.evaluationBatch) {
    if (cancelled()) return null;
    const count = Math.min(evaluator.evaluationBatch, samples.count - start);
    const scores = await evaluator.evaluate(batchOf(samples, evaluator.target, start, count));
    loss += sum(scores.losses);
    for (const [name, values] of Object.entries(scores.metrics))
      metrics[name] = (metrics[name] ?? 0) + sum(values);
    await nextTurn();
  }
  return {
    loss: loss / samples.count,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, total]) => [name, total / samples.count]),
    ),
  };
}

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
