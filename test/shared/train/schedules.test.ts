import { describe, expect, it } from 'vitest';
import { SCHEDULES } from '#shared/train/schedules';

const oneCycle = SCHEDULES['OneCycle']!;
const round = (x: number) => Number(x.toPrecision(6));

describe('one cycle', () => {
  const rates = (steps: readonly number[], params = {}) =>
    steps.map((step) => round(oneCycle.rate(step, 0.1, { totalSteps: 10, pctStart: 0.5, ...params })));

  it('rises from max / 25 to max and falls to max / 250000 at the last step, and stays there', () => {
    expect(rates([0, 4, 9, 50])).toEqual([0.004, 0.1, 4e-7, 4e-7]);
  });

  it('goes half a cosine wave in each phase', () => {
    // Half-way up: the mean of both ends.
    expect(rates([2])).toEqual([0.052]);
    const down = 4e-7 + ((0.1 - 4e-7) / 2) * (1 + Math.cos((2 / 5) * Math.PI));
    expect(rates([6])).toEqual([round(down)]);
  });

  it('goes straight if asked', () => {
    const params = { annealStrategy: 'linear', divFactor: 10, finalDivFactor: 1 };
    expect(rates([0, 1, 2, 3, 4, 5, 9], params)).toEqual([0.01, 0.0325, 0.055, 0.0775, 0.1, 0.082, 0.01]);
  });

  it('comes back to the first rate before the end in three phases', () => {
    const params = {
      threePhase: true,
      pctStart: 0.4,
      annealStrategy: 'linear',
      divFactor: 10,
      finalDivFactor: 10,
    };
    expect(rates([0, 3, 6, 9], params)).toEqual([0.01, 0.1, 0.01, 0.001]);
  });

  it('has a rate for every step of the shortest training', () => {
    for (const totalSteps of [1, 2, 3])
      for (const step of [0, 1, 2, 3]) {
        const rate = oneCycle.rate(step, 0.1, { totalSteps });
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(0.1);
      }
  });
});

describe('every schedule', () => {
  it.each(Object.entries(SCHEDULES))(
    '%s gives finite rates with its defaults, at once even far out',
    (_name, { rate }) => {
      for (const step of [0, 1, 999, 1000, 1001, 1e7]) {
        expect(Number.isFinite(rate(step, 0.01, {}))).toBe(true);
        expect(rate(step, 0.01, {})).toBeGreaterThanOrEqual(0);
      }
    },
  );

  it('piecewise rates that are too few end with the last one', () => {
    const rate = (step: number) =>
      SCHEDULES['PiecewiseConstantDecay']!.rate(step, 1, { boundaries: [1, 2], values: [0.5, 0.25] });
    expect([0, 1, 2, 3, 9].map(rate)).toEqual([0.5, 0.5, 0.25, 0.25, 0.25]);
  });
});
