import type { StateLayout } from '#shared/compile/program';
import type { StepObserver } from '../observers';
import { NEVER } from '../observers';
import { createRhythm } from './rhythm';

const INTERVAL_MS = 250;

/** What one step of a training tells beside its losses. */
export interface LastStep {
  readonly layout: StateLayout;
  /** Updates up to it, itself included. */
  readonly step: number;
  /** Laid out like theta. */
  readonly gradient: Float32Array;
  /** Moving statistics before and after it. */
  readonly buffers: readonly [before: Float32Array, after: Float32Array];
}

/** Keeps a step of the training now and then, as long as somebody looks. */
export interface StepKeeper extends StepObserver {
  readonly latest: LastStep | null;
  setWanted(isWanted: boolean): void;
  /** Another project begins. */
  forget(): void;
}

/** The first look is at the very next step; further ones at most four times a second. */
export function createStepKeeper(now: () => number): StepKeeper {
  let latest: LastStep | null = null;
  let isWanted = false;
  let rhythm = createRhythm(INTERVAL_MS, now);
  return {
    get latest() {
      return latest;
    },
    setWanted(next) {
      if (next && !isWanted) rhythm = createRhythm(INTERVAL_MS, now);
      isWanted = next;
    },
    forget() {
      latest = null;
    },
    next: () => (isWanted && rhythm.isDue() ? { steps: 1, needsGradient: true } : NEVER),
    look: ({ place, before, after, gradient }) =>
      rhythm.time(() => {
        if (!gradient) return;
        const buffers = [before.buffers, after.buffers] as const;
        latest = { layout: after.layout, step: place.step, gradient, buffers };
      }),
  };
}
