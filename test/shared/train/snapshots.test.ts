import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SNAPSHOTS,
  leastNeeded,
  nextKept,
  SNAPSHOT_PARAMS,
  snapshotsSchema,
} from '#shared/train/snapshots';
import { brokenParamLaws } from '../../contract/param-laws';
import { paramTexts, wrongTexts } from '../../contract/texts';

test('the settings have rows that explain themselves in both languages', () => {
  expect(brokenParamLaws(SNAPSHOT_PARAMS)).toEqual([]);
  expect(wrongTexts(paramTexts(SNAPSHOT_PARAMS))).toEqual([]);
  expect(snapshotsSchema.parse(DEFAULT_SNAPSHOTS)).toEqual(DEFAULT_SNAPSHOTS);
});

describe('what is kept of a training', () => {
  const kept = (until: number) => {
    const numbers: number[] = [];
    for (let at = nextKept(1); at <= until; at = nextKept(at + 1)) numbers.push(at);
    return numbers;
  };

  test('is everything at first, then ever fewer', () => {
    expect(kept(32)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
    expect(kept(70).slice(32)).toEqual([34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64, 68]);
  });

  test('grows with the logarithm, and leaves no gap over a sixteenth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (at) => {
        const next = nextKept(at);
        expect(next).toBeGreaterThanOrEqual(at);
        expect(next).toBeLessThanOrEqual(at + at / 16);
        expect(nextKept(next)).toBe(next);
      }),
    );
    expect(kept(100_000).length).toBeLessThan(16 * 18);
  });
});

describe('what goes when there is no room', () => {
  /** Adds the steps one by one with room for `most`. */
  const thin = (steps: readonly number[], most: number) => {
    let left: number[] = [];
    for (const step of steps) {
      left = [...left, step];
      while (left.length > most) left = left.toSpliced(leastNeeded(left), 1);
    }
    return left;
  };

  test('is never the first or the last', () => {
    const ascending = fc.uniqueArray(fc.nat(1_000_000), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(ascending, fc.integer({ min: 3, max: 20 }), (numbers, most) => {
        const steps = numbers.toSorted((a, b) => a - b);
        const left = thin(steps, most);
        expect(left.length).toBe(Math.min(most, steps.length));
        expect([left[0], left.at(-1)]).toEqual([steps[0], steps.at(-1)]);
        expect(left.every((step) => steps.includes(step))).toBe(true);
        expect(left).toEqual(left.toSorted((a, b) => a - b));
      }),
    );
  });

  test('leaves them even on a logarithmic scale', () => {
    const left = thin(
      Array.from({ length: 3000 }, (_, step) => step),
      24,
    );
    const gaps = left.slice(1).map((step, i) => Math.log((step + 1) / (left[i]! + 1)));
    // 24 of them over log(3000) = 8: a third each.
    expect(Math.max(...gaps.slice(2))).toBeLessThan(1.1);
    expect(left.filter((step) => step < 100).length).toBeGreaterThan(5);
    expect(left.filter((step) => step >= 1000).length).toBeGreaterThan(2);
  });

  test('is the older one where there is room for one alone', () => {
    expect(thin([1, 2, 3], 1)).toEqual([3]);
  });
});
