import { expect, test } from 'vitest';
import { pngScale, pngSize } from '../../../renderer/export-drawing/png';

test('a PNG has two pixels for each unit of the drawing', () => {
  expect(pngSize({ width: 800, height: 300 })).toEqual({ width: 1600, height: 600 });
});

test.each([
  [100_000, 300],
  [300, 100_000],
  [40_000, 40_000],
])('a drawing of %i × %i becomes as large as browsers draw', (width, height) => {
  const size = pngSize({ width, height });
  expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(16_384);
  expect(size.width * size.height).toBeLessThanOrEqual(2 ** 26);
  expect(pngScale({ width, height })).toBeLessThan(1);
});
