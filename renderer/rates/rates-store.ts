import { create } from 'zustand';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { RateFinding, RateSteps } from '#shared/protocol/rates';
import { DEFAULT_RATE_FINDER, type RateFinderSettings } from '#shared/train/rate-finder';

/** Losses over the rates of the steps so far. */
export interface RateCurves {
  readonly rates: readonly number[];
  readonly losses: readonly number[];
  readonly smoothed: readonly number[];
}

interface RatesStore {
  readonly settings: RateFinderSettings;
  readonly isRunning: boolean;
  readonly curves: RateCurves;
  /** How the last search ended. */
  readonly finding: RateFinding | null;
  readonly problem: Diagnostic | null;
  /** The rate to be used: the suggestion, or what was chosen in its place. */
  readonly chosen: number | null;
  change(settings: Partial<RateFinderSettings>): void;
  begin(): void;
  add(steps: RateSteps): void;
  end(finding: RateFinding): void;
  fail(problem: Diagnostic): void;
  choose(rate: number): void;
  /** Forgets the curve; the settings stay. */
  clear(): void;
}

const NONE: RateCurves = { rates: [], losses: [], smoothed: [] };
const EMPTY = { isRunning: false, curves: NONE, finding: null, problem: null, chosen: null };

/** Two digits: the place of the steepest fall is no more exact than that. */
export const roundRate = (rate: number): number => Number(rate.toPrecision(2));

/** The search for a learning rate. */
export const useRates = create<RatesStore>()((set, get) => ({
  settings: DEFAULT_RATE_FINDER,
  ...EMPTY,
  change: (settings) => set({ settings: { ...get().settings, ...settings } }),
  begin: () => set({ ...EMPTY, isRunning: true }),
  add({ before, rates, losses, smoothed }) {
    const { curves, isRunning } = get();
    if (!isRunning || before !== curves.rates.length) return;
    set({
      curves: {
        rates: [...curves.rates, ...rates],
        losses: [...curves.losses, ...losses],
        smoothed: [...curves.smoothed, ...smoothed],
      },
    });
  },
  end: (finding) =>
    set({
      finding,
      isRunning: false,
      chosen: finding.steepest === null ? null : roundRate(finding.steepest),
    }),
  fail: (problem) => set({ problem, isRunning: false }),
  choose: (chosen) => set({ chosen }),
  clear: () => set(EMPTY),
}));
