import { describe, expect, it } from 'vitest';
import { uniformAt } from '#shared/random/counter';
import { INITIALIZERS } from '#shared/train/initializers';

const uniform = (i: number) => uniformAt(3, i);
const fill = (name: string, shape: readonly number[], params = {}) =>
  INITIALIZERS[name]!.fill(shape, params, uniform);

describe('initializers with numbers of one’s own', () => {
  it('draw from N(0, 0.1)', () => {
    const numbers = fill('random_normal', [100, 100], { stddev: 0.1 });
    const variance = numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
    expect(Math.max(...numbers)).toBeGreaterThan(0.25);
  });

  it('draw uniformly from −4 … 4', () => {
    const numbers = fill('random_uniform', [100, 100], { minval: -4, maxval: 4 });
    expect(Math.min(...numbers)).toBeCloseTo(-4, 1);
    expect(Math.max(...numbers)).toBeCloseTo(4, 1);
    expect(numbers.filter((x) => x < -2).length / numbers.length).toBeCloseTo(0.25, 1);
  });
});

describe('identity', () => {
  it('lies in the middle of a convolution’s window', () => {
    const kernel = fill('identity', [3, 2, 2, 3], { gain: 2 });
    const ones = [...kernel.keys()].filter((i) => kernel[i] !== 0);
    // Row 1, column 0 of the window: its third cell, of 2 · 3 numbers.
    expect(ones).toEqual([2 * 6, 2 * 6 + 4]);
    expect(kernel[12]).toBe(2);
  });
});

describe('orthogonal', () => {
  it('finds directions where the random ones are all alike', () => {
    const matrix = INITIALIZERS['orthogonal']!.fill([3, 3], {}, () => 0.7);
    const column = (j: number) => [0, 1, 2].map((i) => matrix[3 * i + j]!);
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const products = [dot(column(0), column(0)), dot(column(1), column(1)), dot(column(0), column(2))];
    expect(products.map((x) => Number(x.toFixed(5)) + 0)).toEqual([1, 1, 0]);
  });
});
