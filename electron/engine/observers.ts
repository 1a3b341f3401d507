import type { ModelState } from '#shared/compile/program';
import type { Slab } from './trainer';

/** Where a training stands between two steps. */
export interface StepPlace {
  /** Updates so far. */
  readonly step: number;
  readonly epoch: number;
  /** Steps of the epoch that are done. */
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
}

/** A step that was made, and the numbers before and after it. */
export interface ObservedStep {
  /** Behind the step. */
  readonly place: StepPlace;
  readonly after: ModelState;
  /** Before the chunk that ends with the step: before the step itself where the observer needs its gradient. */
  readonly before: ModelState;
  readonly slab: Slab;
  /** There for those who need it. */
  readonly gradient: Float32Array | null;
}

/** The next step that an observer looks at. */
export interface NextLook {
  /** How many steps there are from here to it, itself included; Infinity when there is none. */
  readonly steps: number;
  /** Whether it must be made alone, with its gradient. */
  readonly needsGradient: boolean;
}

export const NEVER: NextLook = { steps: Infinity, needsGradient: false };

/** Looks at certain steps of a training; it changes nothing of what is trained. */
export interface StepObserver {
  next(place: StepPlace): NextLook;
  look(step: ObservedStep): Promise<void> | void;
}

export interface ChunkPlan {
  /** At most `most`. */
  readonly steps: number;
  readonly wantsGradient: boolean;
  /** Those that look at the last step of a chunk of `made` steps. */
  due(made: number): readonly StepObserver[];
}

/** The longest chunk that ends where an observer wants to look. */
export function planChunk(observers: readonly StepObserver[], place: StepPlace, most: number): ChunkPlan {
  const next = observers.map((observer) => ({ observer, ...observer.next(place) }));
  const limits = next.map(({ steps, needsGradient }) => (needsGradient && steps > 1 ? steps - 1 : steps));
  return {
    steps: Math.min(most, ...limits),
    wantsGradient: next.some(({ steps, needsGradient }) => needsGradient && steps === 1),
    due: (made) => next.flatMap(({ observer, steps }) => (steps === made ? observer : [])),
  };
}

/** Steps to the next one whose number is a multiple of `every`. */
export const stepsToMultiple = ({ step }: StepPlace, every: number): number => every - (step % every);

/** Steps to the end of the next epoch, counted from 1, whose number is a multiple of `every`. */
export function stepsToEpochEnd({ epoch, stepInEpoch, stepsPerEpoch }: StepPlace, every: number): number {
  // An epoch whose steps are all done was looked at with its last one.
  const [number, done] = stepInEpoch >= stepsPerEpoch ? [epoch + 2, 0] : [epoch + 1, stepInEpoch];
  const epochs = (every - (number % every)) % every;
  return stepsPerEpoch - done + epochs * stepsPerEpoch;
}
