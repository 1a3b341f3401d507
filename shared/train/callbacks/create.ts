import type { Params } from '#shared/graph/document';
import type {
  BatchEvent,
  CallbackAction,
  CallbackDefinition,
  CallbackMemory,
  CallbackStep,
  EpochEvent,
} from './definition';

/** A callback in a training that goes on. */
export interface RunningCallback {
  onBatchEnd(event: BatchEvent): readonly CallbackAction[];
  onEpochEnd(event: EpochEvent): readonly CallbackAction[];
  onTrainEnd(): readonly CallbackAction[];
  /** What it remembers now; goes into a checkpoint. */
  memory(): CallbackMemory;
}

/** Starts a callback, or goes on with what it remembered in a checkpoint. */
export function createCallback(
  definition: CallbackDefinition,
  params: Params,
  saved?: CallbackMemory,
): RunningCallback {
  let memory = saved ?? definition.start(params);
  const take = (step: CallbackStep<CallbackMemory> | undefined) => {
    if (!step) return [];
    memory = step.memory;
    return step.actions;
  };
  return {
    onBatchEnd: (event) => take(definition.onBatchEnd?.(memory, event, params)),
    onEpochEnd: (event) => take(definition.onEpochEnd?.(memory, event, params)),
    onTrainEnd: () => definition.onTrainEnd?.(memory, params) ?? [],
    memory: () => memory,
  };
}
