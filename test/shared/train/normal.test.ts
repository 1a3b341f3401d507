import { expect, test } from 'vitest';
import { normalQuantile, truncatedNormalQuantile } from '#shared/train/normal';

const half = 2 ** -25;

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.9999, 3.719016485455709],
  [0.00001, -4.264890793922825],
  [0.75, 0.6744897501960817],
])('the normal quantile of %d is %d', (p, x) => {
  expect(normalQuantile(p - half)).toBeCloseTo(x, 10);
});

test('quantiles are symmetric and finite at both ends of the uniform numbers', () => {
  expect(normalQuantile(0)).toBeCloseTo(-normalQuantile(1 - 2 ** -24), 12);
  expect(normalQuantile(0)).toBeCloseTo(-5.4, 1);
});

test('a truncated normal number stays within two standard deviations', () => {
  const ends = [truncatedNormalQuantile(0), truncatedNormalQuantile(1 - 2 ** -24)];
  expect(ends.map((x) => Math.round(x * 1e4) / 1e4)).toEqual([-2, 2]);
  expect(ends.every((x) => Math.abs(x) <= 2)).toBe(true);
});
