import { describe, expect, test } from 'vitest';
import { bars, filterTiles, histogram, makeTiles, mapTiles } from '../../../electron/engine/views/tiles';

describe('tiles', () => {
  test('reach from black at their own minimum to white at their own maximum', () => {
    const values = [
      [-1, 0, 1, 3],
      [10, 10, 10, 10],
    ];
    const { tiles, range } = makeTiles(2, 2, 2, (tile, y, x) => values[tile]![y * 2 + x]!);
    expect([...tiles]).toEqual([0, 64, 128, 255, 0, 0, 0, 0]);
    expect([...range]).toEqual([-1, 3, 10, 10]);
  });

  test('stay black where numbers are not finite', () => {
    const { tiles, range } = makeTiles(1, 1, 2, (_, __, x) => [Number.NaN, Infinity][x]!);
    expect([...tiles, ...range]).toEqual([0, 0, 0, 0]);
  });

  test('of feature maps are channels of a channels-last output, thinned out when large', () => {
    // [4, 4, 2]: channel 0 counts pixels, channel 1 counts down.
    const data = Float32Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? i / 2 : -i));
    const { count, height, width, range } = mapTiles({ shape: [4, 4, 2], data }, 16, 2);
    expect([count, height, width]).toEqual([2, 2, 2]);
    expect([...range]).toEqual([0, 10, -21, -1]);
  });

  test('of filters are slices of a Keras kernel for one input channel', () => {
    // [1, 2, 2, 2] as (h, w, in, out)
    const kernel = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    const { count, range, tiles } = filterTiles(kernel, [1, 2, 2, 2], 1, 8);
    expect(count).toBe(2);
    expect([...range]).toEqual([-6, 6, -7, 7]);
    expect([...tiles]).toEqual([170, 255, 182, 255]);
  });

  test('of weights have zero half way, in a filter of zeros too', () => {
    const kernel = Float32Array.of(-1, 0, 0, 0, 2, 0);
    // [1, 3, 1, 2]: filter 0 is (-1, 0, 2), filter 1 is zero.
    const { tiles, range } = filterTiles(kernel, [1, 3, 1, 2], 0, 8);
    expect([...range]).toEqual([-2, 2, 0, 0]);
    expect([...tiles]).toEqual([64, 128, 255, 128, 128, 128]);
  });
});

test('a histogram holds the share of values in equal parts of their range', () => {
  expect([...histogram(Float32Array.of(0, 0.1, 0.9, 1), 2)]).toEqual([0.5, 0.5]);
  expect([...histogram(Float32Array.of(3, 3), 4)]).toEqual([1, 0, 0, 0]);
});

test('bars are the values themselves, or the strongest of equal parts', () => {
  expect([...bars(Float32Array.of(1, -2), 4)]).toEqual([1, -2]);
  expect([...bars(Float32Array.of(1, -2, 0, 0, 3, 1), 3)]).toEqual([-2, 0, 3]);
});
