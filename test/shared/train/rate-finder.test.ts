import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkRateFinder,
  createRateCurve,
  DEFAULT_RATE_FINDER,
  finderRates,
  RATE_FINDER_PARAMS,
  suggestRate,
} from '#shared/train/rate-finder';
import { brokenParamLaws } from '../../contract/param-laws';
import { paramTexts, wrongTexts } from '../../contract/texts';

const settings = (change: Partial<typeof DEFAULT_RATE_FINDER> = {}) => ({
  ...DEFAULT_RATE_FINDER,
  ...change,
});

describe('the settings', () => {
  test('have rows that explain themselves in both languages', () => {
    expect(brokenParamLaws(RATE_FINDER_PARAMS)).toEqual([]);
    expect(wrongTexts(paramTexts(RATE_FINDER_PARAMS))).toEqual([]);
  });

  test('are allowed as they are by default', () => {
    expect(checkRateFinder(DEFAULT_RATE_FINDER)).toEqual([]);
  });

  test.each([
    ['from', { from: 0 }],
    ['to', { to: 101 }],
    ['to', { from: 0.1, to: 0.5 }],
    ['steps', { steps: 9 }],
    ['steps', { steps: 20.5 }],
    ['smoothing', { smoothing: 1 }],
    ['stopFactor', { stopFactor: 1 }],
    ['from', { from: Number.NaN }],
  ] as const)('name what is wrong with %s', (param, change) => {
    expect(checkRateFinder(settings(change)).map((problem) => problem.param)).toEqual([param]);
  });
});

describe('the rates', () => {
  test('go from the first to the last in equal factors', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e-3, noNaN: true }),
        fc.double({ min: 1e-2, max: 100, noNaN: true }),
        fc.integer({ min: 10, max: 500 }),
        (from, to, steps) => {
          const rates = finderRates(settings({ from, to, steps }));
          expect(rates).toHaveLength(steps);
          expect(rates[0]).toBeCloseTo(from, 12);
          expect(rates.at(-1)! / to).toBeCloseTo(1, 9);
          const factor = (to / from) ** (1 / (steps - 1));
          for (let i = 1; i < steps; i++) expect(rates[i]! / rates[i - 1]!).toBeCloseTo(factor, 6);
        },
      ),
    );
  });
});

describe('the curve', () => {
  test('of equal losses is that loss from the first step on', () => {
    const curve = createRateCurve(settings());
    for (let i = 0; i < 30; i++) expect(curve.add(2.5)).toBe(false);
    for (const value of curve.smoothed) expect(value).toBeCloseTo(2.5, 12);
  });

  test('lies within the losses so far', () => {
    const losses = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(losses, fc.double({ min: 0, max: 0.99, noNaN: true }), (values, smoothing) => {
        const curve = createRateCurve({ smoothing, stopFactor: 1e6 });
        for (const [i, value] of values.entries()) {
          curve.add(value);
          const seen = values.slice(0, i + 1);
          expect(curve.smoothed[i]).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-9);
          expect(curve.smoothed[i]).toBeLessThanOrEqual(Math.max(...seen) + 1e-9);
        }
      }),
    );
  });

  test('ends where the loss has grown too far, and where it is no number', () => {
    const curve = createRateCurve({ smoothing: 0, stopFactor: 4 });
    expect([2, 1, 4, 4.1].map((loss) => curve.add(loss))).toEqual([false, false, false, true]);
    expect(curve.add(Number.NaN)).toBe(true);
    expect(curve.losses).toEqual([2, 1, 4, 4.1]);
  });

  test('goes on with losses below 0 until they rise as far', () => {
    const curve = createRateCurve({ smoothing: 0, stopFactor: 4 });
    expect([-0.5, -1, 1.9, 2.1].map((loss) => curve.add(loss))).toEqual([false, false, false, true]);
  });
});

describe('the suggestion', () => {
  const rates = finderRates(settings({ from: 1e-6, to: 1, steps: 61 }));
  /** Falls around `middle` as a logistic function of the logarithm, and rises from `end` on. */
  const losses = (middle: number, end: number) =>
    rates.map((rate) => {
      const fall = 1 / (1 + Math.exp(4 * Math.log10(rate / middle)));
      return 0.2 + fall + Math.max(0, Math.log10(rate / end)) * 3;
    });

  test('is where the loss falls most steeply, and lies before the lowest', () => {
    const { steepest, lowest } = suggestRate(rates, losses(1e-3, 0.1));
    expect(Math.log10(steepest!)).toBeCloseTo(-3, 1);
    expect(lowest).toBeGreaterThan(steepest!);
    expect(Math.log10(lowest!)).toBeCloseTo(-1, 0);
  });

  test('does not change when all losses are multiplied and raised', () => {
    const before = suggestRate(rates, losses(1e-2, 0.2));
    expect(
      suggestRate(
        rates,
        losses(1e-2, 0.2).map((loss) => 7 * loss + 3),
      ),
    ).toEqual(before);
  });

  test('is none where the loss never falls, or where there are too few steps', () => {
    expect(
      suggestRate(
        rates,
        rates.map((_, i) => 1 + i),
      ).steepest,
    ).toBeNull();
    expect(suggestRate(rates, [])).toEqual({ steepest: null, lowest: null });
    expect(suggestRate(rates, [1]).steepest).toBeNull();
  });
});
