import type { MemoryEstimate } from '#shared/compile/memory';
import type { CompileSource } from '#shared/compile/program';
import type { LargestBatch } from '#shared/protocol/preflight';

/** A network that is to be measured before it is trained. */
export interface MeasureTask {
  readonly device: string;
  readonly source: CompileSource;
  readonly batch: number;
  /** Training samples. */
  readonly trainCount: number;
  /** Whether epochs end with a validation. */
  readonly validates: boolean;
  /** Threads that were chosen, or null. */
  readonly threads: number | null;
  /** What the samples in memory take, and the memory that there is for training. Bytes. */
  readonly heldBytes: number;
  readonly limit: number;
}

/** How long the parts of a training take. */
export interface StepTimes {
  readonly msPerStep: number;
  /** Of `evaluationBatch` samples; 0 where nothing is validated. */
  readonly msPerEvaluation: number;
  readonly evaluationBatch: number;
  /** By how much the process grew, its made-up samples not counted. */
  readonly bytes: number;
}

export interface Measured {
  /** Null: it would not have fitted into memory. */
  readonly times: StepTimes | null;
  readonly memory: MemoryEstimate;
  /** Null: looking for it took too long. */
  readonly largestBatch: LargestBatch | null;
}
