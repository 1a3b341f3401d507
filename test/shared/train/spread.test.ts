import { expect, test } from 'vitest';
import { spread } from '#shared/train/spread';

const points = (steps: readonly number[]) => steps.map((step) => ({ step }));

test('Few points stay as they are', () => {
  expect(spread(points([1, 2, 3]), 3)).toEqual(points([1, 2, 3]));
});

test('The point with the nearest neighbours goes first; the ends stay', () => {
  expect(spread(points([1, 10, 11, 12, 30]), 4)).toEqual(points([1, 10, 12, 30]));
});

test('However many come, they stay spread over all steps', () => {
  let kept: { step: number }[] = [];
  for (let step = 1; step <= 1000; step++) kept = spread([...kept, { step }], 20);
  expect(kept).toHaveLength(20);
  expect([kept[0]!.step, kept.at(-1)!.step]).toEqual([1, 1000]);
  const gaps = kept.slice(1).map(({ step }, i) => step - kept[i]!.step);
  expect(Math.max(...gaps)).toBeLessThan(150);
});
