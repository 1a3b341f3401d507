import { describe, expect, it } from 'vitest';
import { computed } from './computed';

const COUNT = 20_000;
const zeros = Array<number>(COUNT).fill(0);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const variance = (numbers: readonly number[]) => {
  const middle = mean(numbers);
  return mean(numbers.map((x) => (x - middle) ** 2));
};

describe('GaussianNoise while training', () => {
  const noise = computed('GaussianNoise', [[COUNT]], { stddev: 2 }, [zeros], { training: true }).output;

  it('adds numbers of a bell curve', () => {
    expect(Math.abs(mean(noise))).toBeLessThan((5 * 2) / Math.sqrt(COUNT));
    expect(Math.abs(variance(noise) / 4 - 1)).toBeLessThan(5 * Math.sqrt(2 / COUNT));
    const share = (limit: number) => noise.filter((x) => Math.abs(x) < limit).length / COUNT;
    expect(share(2)).toBeCloseTo(0.6827, 1);
    expect(share(4)).toBeCloseTo(0.9545, 1);
    expect(noise.every(Number.isFinite)).toBe(true);
  });

  it('adds the same numbers for the same key only', () => {
    const again = (key: number) =>
      computed('GaussianNoise', [[COUNT]], { stddev: 2 }, [zeros], { training: true, key }).output;
    expect(again(1)).toEqual(noise);
    expect(again(2)).not.toEqual(noise);
  });
});

describe('SpatialDropout2D while training', () => {
  it('drops whole maps and scales the others up', () => {
    const ones = Array<number>(2 * 3 * 40).fill(1);
    const { output } = computed('SpatialDropout2D', [[2, 3, 40]], { rate: 0.25 }, [ones], { training: true });
    const maps = Array.from({ length: 40 }, (_, c) => [...new Set(output.slice(c * 6, (c + 1) * 6))]);
    expect(maps.filter((values) => values.length !== 1)).toEqual([]);
    expect(new Set(maps.flat())).toEqual(new Set([0, 1.333333]));
  });
});

describe('AlphaDropout while training', () => {
  it('keeps mean 0 and variance 1', () => {
    // Standard normal numbers.
    const x = computed('GaussianNoise', [[COUNT]], { stddev: 1 }, [zeros], { training: true, key: 9 }).output;
    const { output } = computed('AlphaDropout', [[COUNT]], { rate: 0.3 }, [x], { training: true });
    expect(Math.abs(mean(output))).toBeLessThan(0.05);
    expect(Math.abs(variance(output) - 1)).toBeLessThan(0.05);
    // Keras: a · (kept ? x : −1.7581) + b.
    const floor = -1.6732632423543772 * 1.0507009873554805;
    const a = (0.7 * (1 + 0.3 * floor ** 2)) ** -0.5;
    const dropped = Math.round((a * floor - a * floor * 0.3) * 1e6) / 1e6;
    const share = output.filter((y) => y === dropped).length / COUNT;
    expect(share).toBeCloseTo(0.3, 1);
  });
});

describe.each(['GaussianNoise', 'SpatialDropout2D', 'AlphaDropout'])('%s', (type) => {
  it('does nothing when predicting', () => {
    const x = [1, 2, 3, 4];
    expect(computed(type, [[2, 2, 1]], {}, [x]).output).toEqual(x);
  });
});
