/** Speed of a run: recent for what is shown, overall for the final figures. Milliseconds. */
export interface Meter {
  add(steps: number, samples: number, milliseconds: number): void;
  /** Recent mean, null before the first chunk. */
  msPerStep(): number | null;
  samplesPerSecond(): number | null;
  /** Over the whole run; the first chunk, which warms up, counts only when it is the only one. */
  overall(): { readonly msPerStep: number | null; readonly samplesPerSecond: number | null };
  /** How many steps make a chunk of about `milliseconds`; grows at most fourfold at a time, from 1. */
  chunkSteps(milliseconds: number): number;
}

interface Amount {
  steps: number;
  samples: number;
  milliseconds: number;
}

/** Older chunks fade out with this weight per chunk. */
const FADE = 0.8;

export function createMeter(): Meter {
  const recent: Amount = { steps: 0, samples: 0, milliseconds: 0 };
  const total: Amount = { steps: 0, samples: 0, milliseconds: 0 };
  let chunks = 0;
  let mostSteps = 0;

  return {
    add(steps, samples, milliseconds) {
      chunks++;
      // The second chunk replaces the warm-up instead of joining it.
      if (chunks === 2) for (const amount of [recent, total]) reset(amount);
      for (const key of ['steps', 'samples', 'milliseconds'] as const) {
        const value = { steps, samples, milliseconds }[key];
        recent[key] = recent[key] * FADE + value;
        total[key] += value;
      }
      mostSteps = Math.max(mostSteps, steps);
    },
    msPerStep: () => ratio(recent.milliseconds, recent.steps),
    samplesPerSecond: () => ratio(recent.samples * 1000, recent.milliseconds),
    overall: () => ({
      msPerStep: ratio(total.milliseconds, total.steps),
      samplesPerSecond: ratio(total.samples * 1000, total.milliseconds),
    }),
    chunkSteps(milliseconds) {
      if (chunks < 2) return 1;
      const fitting = Math.floor((milliseconds * recent.steps) / Math.max(recent.milliseconds, 1e-6));
      return Math.max(1, Math.min(fitting, mostSteps * 4));
    },
  };
}

const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null);

function reset(amount: Amount): void {
  amount.steps = 0;
  amount.samples = 0;
  amount.milliseconds = 0;
}
