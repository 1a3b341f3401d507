import type { EventPayload } from '#shared/protocol/api';
import type { ChunkResult } from './trainer';

const INTERVAL_MS = 50;

type Steps = EventPayload<'run.steps'>;

/** Gathers results of steps and passes them on at most 20 times a second. */
export interface StepBuffer {
  add(firstStep: number, result: ChunkResult, learningRates: ArrayLike<number>): void;
  /** Passes on what is left. */
  flush(): void;
}

export function createStepBuffer(
  runId: string,
  emit: (payload: Steps) => void,
  now: () => number,
): StepBuffer {
  let waiting = empty(runId);
  let sentAt = -Infinity;

  function flush(): void {
    if (waiting.steps.length === 0) return;
    const payload = waiting;
    waiting = empty(runId);
    sentAt = now();
    emit(payload);
  }

  return {
    add(firstStep, { losses, metrics }, learningRates) {
      for (let i = 0; i < losses.length; i++) {
        waiting.steps.push(firstStep + i);
        waiting.loss.push(losses[i]!);
        waiting.learningRate.push(learningRates[i]!);
      }
      for (const [name, values] of Object.entries(metrics)) (waiting.metrics[name] ??= []).push(...values);
      if (now() - sentAt >= INTERVAL_MS) flush();
    },
    flush,
  };
}

const empty = (runId: string): Steps => ({ runId, steps: [], loss: [], metrics: {}, learningRate: [] });
