import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';

/** What a callback asks the training loop to do. */
export type CallbackAction =
  /** End the training after this batch or epoch. */
  | { readonly kind: 'stop'; readonly reason: Localized }
  | { readonly kind: 'setLearningRate'; readonly learningRate: number }
  /** Hold on to the weights as they are now, in place of those that this callback kept before. */
  | { readonly kind: 'keepWeights' }
  /** Take the kept weights, which are those after `epoch`. */
  | { readonly kind: 'restoreWeights'; readonly epoch: number }
  /** Write a checkpoint over the former one of that name. */
  | { readonly kind: 'saveCheckpoint'; readonly as: 'best' | 'last' }
  /** Write a line; `begin` before the first one: into an empty file, or after what is there. `header` comes first in an empty file. */
  | {
      readonly kind: 'writeRow';
      readonly file: string;
      readonly header: string;
      readonly row: string;
      readonly begin: 'new' | 'append' | null;
    }
  | { readonly kind: 'warn'; readonly diagnostic: Diagnostic };

/** After an epoch. Epochs count from 0. */
export interface EpochEvent {
  readonly epoch: number;
  /** Means of the epoch by Keras's names: `loss`, `accuracy`, `val_loss`, `val_accuracy`. */
  readonly logs: Readonly<Record<string, number>>;
  readonly learningRate: number;
  /** What probes have recorded last in this epoch, by name; null where they did not. Absent when there are none. */
  readonly probes?: Readonly<Record<string, number | null>>;
}

/** After a batch, which was the update after `step` others. */
export interface BatchEvent {
  readonly step: number;
  readonly loss: number;
}

/** What a callback remembers, as JSON: a part of a checkpoint, so that a resumed training ends like one that was never interrupted. */
export type CallbackMemory = Readonly<Record<string, number | string | boolean | null | readonly string[]>>;

export interface CallbackStep<Memory> {
  readonly memory: Memory;
  readonly actions: readonly CallbackAction[];
}

/** A habit of the training loop as a pure state machine. */
export interface CallbackDefinition<Memory extends CallbackMemory = CallbackMemory> {
  readonly label: Localized;
  readonly summary: Localized;
  readonly params: ParamSpecs;
  /** What it remembers before the first batch. */
  start(params: Params): Memory;
  onBatchEnd?(memory: Memory, event: BatchEvent, params: Params): CallbackStep<Memory>;
  onEpochEnd?(memory: Memory, event: EpochEvent, params: Params): CallbackStep<Memory>;
  /** When training is over, stopped or not. */
  onTrainEnd?(memory: Memory, params: Params): readonly CallbackAction[];
}
