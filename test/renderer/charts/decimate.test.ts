import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowerBound, pickExtremes } from '../../../renderer/charts/decimate';

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 3000 });

test('keeps the ends, the least and the greatest value, in order and few enough for the pixels', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 200 }), (all, buckets) => {
      const picked = pickExtremes((i) => all[i]!, 0, all.length, buckets);
      const shown = picked.map((index) => all[index]!);
      expect([picked[0], picked.at(-1)]).toEqual([0, all.length - 1]);
      expect([Math.min(...shown), Math.max(...shown)]).toEqual([Math.min(...all), Math.max(...all)]);
      expect(picked.every((index, i) => i === 0 || index > picked[i - 1]!)).toBe(true);
      expect(picked.length).toBeLessThanOrEqual(3 * buckets + 4);
    }),
  );
});

test('a few values are all kept', () => {
  expect(pickExtremes((i) => [3, 1, 2, 5][i]!, 1, 4, 100)).toEqual([1, 2, 3]);
});

test('what was drawn stays while values are added behind it', () => {
  const all = Array.from({ length: 1000 }, (_, i) => Math.sin(i * 7.3));
  const before = pickExtremes((i) => all[i]!, 0, 900, 100);
  const after = pickExtremes((i) => all[i]!, 0, 1000, 100);
  // The last bucket was still being filled.
  expect(after.slice(0, before.length - 4)).toEqual(before.slice(0, -4));
});

test('lowerBound finds the first value that is not below', () => {
  const values = [2, 3, 3, 8];
  expect([0, 2, 3, 9].map((bound) => lowerBound(4, (i) => values[i]!, bound))).toEqual([0, 0, 1, 4]);
});
