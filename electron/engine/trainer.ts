import type { ModelState, StateLayout, TargetSpec } from '#shared/compile/program';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { Shape } from '#shared/graph/shape';
import type { NamedMetric } from '#shared/train/metric-names';

/** Raw sample values in Keras's order, as the dataset stores them. */
export type SampleData = Uint8Array | Float32Array;
/** Targets as `TargetSpec` says. */
export type TargetData = Float32Array | Int32Array;

/** `steps` batches of `batch` samples each, one after the other. */
export interface Slab {
  /** Put together when it is asked for, where there is `held`. */
  readonly x: SampleData;
  /** All samples that are dealt out, and the places of these among them; absent where they stay in a file. */
  readonly held?: { readonly values: SampleData; readonly rows: Int32Array };
  readonly y: TargetData;
  readonly batch: number;
  readonly steps: number;
}

/** Some samples with their targets. */
export interface Batch {
  readonly x: SampleData;
  readonly y: TargetData;
  readonly count: number;
}

/** One number a step: means over the batch, in training mode, before the step's update; metrics are not finished (`finishMetrics`). */
export interface ChunkResult {
  readonly losses: Float32Array;
  readonly metrics: Readonly<Record<string, Float32Array>>;
  /** Row by row of all steps, for metrics of the whole epoch; absent when there are none, or the trainer has no such. */
  readonly predictions?: Float32Array;
  /** Of the last step, before clipping, laid out like theta; where it was asked for and the trainer has it. */
  readonly gradient?: Float32Array;
}

/** One number a sample, in inference mode; metrics are not finished. */
export interface SampleScores {
  readonly losses: Float32Array;
  /** What each sample counts in the mean loss; absent when all count. */
  readonly weights?: Float32Array;
  readonly metrics: Readonly<Record<string, Float32Array>>;
  /** Row by row, for metrics of the whole set; absent when there are none. */
  readonly predictions?: Float32Array;
}

/** Outputs of one block: `shape` is a sample's, in Keras's order; `data` holds all samples. */
export interface FetchedOutput {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** Inference with given numbers; knows nothing of training. */
export interface Forward {
  /** Samples that `evaluate` takes at once. */
  readonly evaluationBatch: number;
  readonly metrics: readonly NamedMetric[];
  readonly target: TargetSpec;
  /** At most `evaluationBatch` samples. */
  evaluate(state: ModelState, batch: Batch): Promise<SampleScores>;
  /** Outputs of the blocks `fetches` for `count` samples. */
  predict(
    state: ModelState,
    x: SampleData,
    count: number,
    fetches: readonly string[],
  ): Promise<ReadonlyMap<string, FetchedOutput>>;
  dispose(): Promise<void>;
}

/**
 * Trains one compiled drawing on one device. All else of training (epochs, validation, pause, checkpoints) is written once
 * above it. A state it gave out is never changed afterwards.
 */
export interface Trainer {
  readonly device: string;
  /** What the user should know of the device. */
  readonly notes?: readonly Diagnostic[];
  readonly layout: StateLayout;
  readonly metrics: readonly NamedMetric[];
  readonly target: TargetSpec;
  readonly evaluationBatch: number;
  /** Updates the state `steps` times, each with its own learning rate. The same numbers whatever the steps are grouped into. */
  runChunk(slab: Slab, learningRates: Float32Array, wantsGradient?: boolean): Promise<ChunkResult>;
  getState(): ModelState;
  setState(state: ModelState): void;
  /** With the current state; at most `evaluationBatch` samples. */
  evaluate(batch: Batch): Promise<SampleScores>;
  /** With the current state. */
  predict(
    x: SampleData,
    count: number,
    fetches: readonly string[],
  ): Promise<ReadonlyMap<string, FetchedOutput>>;
  dispose(): Promise<void>;
}
