import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitRange } from '#shared/data/split';

test.each([
  [10, 0.3, 7],
  [10_000, 0.1, 9000],
  [10, 0, 10],
  [3, 0.5, 1],
  [1, 0.9, 0],
  [0, 0.5, 0],
])('of %i samples with a split of %d, the first %i train', (count, split, train) => {
  expect(splitRange(count, split)).toEqual({ train, validation: count - train });
});

test('both parts together are always the whole', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (count, split) => {
      const { train, validation } = splitRange(count, split);
      expect(train + validation).toBe(count);
      expect(Math.min(train, validation)).toBeGreaterThanOrEqual(0);
    }),
  );
});
