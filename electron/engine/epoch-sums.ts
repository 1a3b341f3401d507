import { z } from 'zod';
import { finishMetrics, type NamedMetric } from '#shared/train/metric-names';
import type { ChunkResult } from './trainer';

/** Sums over the samples of the epoch under way; part of a checkpoint, so that its means survive a pause. */
export const epochSumsSchema = z
  .object({
    samples: z.number().min(0),
    loss: z.number(),
    metrics: z.record(z.string(), z.number()).readonly(),
    seconds: z.number().min(0),
    /** What streaming metrics have counted, by name; absent where not all steps of the epoch were seen. */
    streams: z.record(z.string(), z.array(z.number()).readonly()).readonly().optional(),
  })
  .readonly();
export type EpochSums = z.infer<typeof epochSumsSchema>;

/** Where in the training one is: `epoch` epochs are complete, and `stepInEpoch` steps of the next. */
export const positionSchema = z
  .object({
    epoch: z.number().int().min(0),
    stepInEpoch: z.number().int().min(0),
    sums: epochSumsSchema,
  })
  .readonly();
export type Position = z.infer<typeof positionSchema>;

export const NO_SUMS: EpochSums = { samples: 0, loss: 0, metrics: {}, seconds: 0 };
export const START: Position = { epoch: 0, stepInEpoch: 0, sums: NO_SUMS };

/** Adds a chunk of batches of `batch` samples, each weighted by its size, as Keras's epoch means are. */
export function addChunk(sums: EpochSums, result: ChunkResult, batch: number, seconds: number): EpochSums {
  const add = (start: number, values: Float32Array) =>
    values.reduce((total, value) => total + value * batch, start);
  return {
    samples: sums.samples + batch * result.losses.length,
    loss: add(sums.loss, result.losses),
    metrics: Object.fromEntries(
      Object.entries(result.metrics).map(([name, values]) => [name, add(sums.metrics[name] ?? 0, values)]),
    ),
    seconds: sums.seconds + seconds,
  };
}

export interface Means {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export const meansOf = (sums: EpochSums, metrics: readonly NamedMetric[]): Means => ({
  loss: sums.loss / sums.samples,
  metrics: finishMetrics(
    metrics,
    Object.fromEntries(Object.entries(sums.metrics).map(([name, total]) => [name, total / sums.samples])),
  ),
});
