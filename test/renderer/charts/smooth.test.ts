import { expect, test } from 'vitest';
import { smooth } from '../../../renderer/charts/smooth';

test('a constant line stays where it is from its first value on', () => {
  const smoothed = smooth([2, 2, 2, 2], 0.9);
  expect(smoothed.map((value) => Number(value.toFixed(10)))).toEqual([2, 2, 2, 2]);
});

test('without smoothing the values are drawn as they are', () => {
  const values = [1, 5, 2];
  expect(smooth(values, 0)).toBe(values);
});

test('values that come later are smoothed as if all had been there at once', () => {
  const growing = [4, 1, 3];
  smooth(growing, 0.5);
  growing.push(8, 2);
  expect(smooth(growing, 0.5)).toEqual(smooth([4, 1, 3, 8, 2], 0.5));
});

test('another weight starts anew', () => {
  const values = [4, 1, 3, 8];
  smooth(values, 0.5);
  expect(smooth(values, 0.9)).toEqual(smooth([...values], 0.9));
});

test('a value that is no number is left out of the mean', () => {
  expect(smooth([2, Number.NaN, 2], 0.5)[2]).toBeCloseTo(2);
});
