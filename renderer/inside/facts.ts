import type { LiveFrame } from '../state/live-store';

/** What stands beside a histogram; as the frame's tensor `<name>#facts` has it. */
export interface Facts {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
  /** Share of exact zeros. */
  readonly zeros: number;
  readonly count: number;
  /** How many are not finite. */
  readonly missing: number;
}

/** Null where the frame does not hold them. */
export function factsOf(frame: LiveFrame | null, name: string): Facts | null {
  const data = frame?.tensors[`${name}#facts`]?.data;
  if (!data) return null;
  const [low, high, mean, deviation, zeros, count, missing] = data as unknown as readonly number[];
  return {
    low: low!,
    high: high!,
    mean: mean!,
    deviation: deviation!,
    zeros: zeros!,
    count: count!,
    missing: missing!,
  };
}
