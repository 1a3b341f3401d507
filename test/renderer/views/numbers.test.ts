import { describe, expect, test } from 'vitest';
import type { FrameTensor } from '../../../shared/protocol/frame';
import type { LiveFrame } from '../../../renderer/state/live-store';
import { filterPicture, levelsOf, mapPicture, matrixPicture } from '../../../renderer/views/numbers';

const float = (name: string, shape: number[], data: number[]): FrameTensor => ({
  name,
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});
const tiles = (shape: number[], data: number[]): FrameTensor => ({
  name: 'tiles',
  dtype: 'uint8',
  shape,
  data: Uint8Array.from(data),
});
const frameOf = (channel: number, ...tensors: FrameTensor[]): LiveFrame => ({
  step: 0,
  of: { nodeId: 'a', what: 'maps', channel },
  tensors: Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor])),
});

describe('a filter', () => {
  // [1, 2, 3, 2] as (h, w, in, out)
  const kernel = float('kernel', [1, 2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -11]);

  test('is read exactly from the kernel, for the input channel that the frame is of', () => {
    const picture = filterPicture(frameOf(1, kernel), 1, 1)!;
    expect([...picture.values]).toEqual([3, 9]);
    expect(picture).toMatchObject({ height: 1, width: 2, depth: 1, low: -9, high: 9, isExact: true });
  });

  test('of a kernel that holds one input channel only is that one', () => {
    const slice = float('kernel', [1, 2, 1, 2], [1, 2, 3, 4]);
    expect([...filterPicture(frameOf(5, slice), 0, 5)!.values]).toEqual([1, 3]);
  });

  test('of three input channels can be seen in colour', () => {
    const picture = filterPicture(frameOf(0, kernel), 1, 'rgb')!;
    expect([...picture.values]).toEqual([1, 3, 5, 7, 9, -11]);
    expect(picture).toMatchObject({ depth: 3, low: -11, high: 11 });
  });

  test('comes from its tile where the kernel is too large for a frame, and says so', () => {
    const frame = frameOf(0, tiles([1, 1, 2], [0, 255]), float('range', [1, 2], [-2, 2]));
    expect(filterPicture(frame, 0, 0)).toMatchObject({ low: -2, high: 2, isExact: false });
    expect([...filterPicture(frame, 0, 0)!.values]).toEqual([-2, 2]);
  });

  test('that the frame does not hold is none', () => {
    expect(filterPicture(frameOf(0, kernel), 2, 0)).toBeNull();
    expect(filterPicture(null, 0, 0)).toBeNull();
  });
});

describe('a feature map', () => {
  const frame = frameOf(
    1,
    tiles([2, 1, 2], [0, 255, 255, 51]),
    float('range', [2, 2], [0, 1, 5, 10]),
    float('map', [1, 2], [10, 6.25]),
  );

  test('that was asked for has its exact numbers', () => {
    const picture = mapPicture(frame, 1)!;
    expect([...picture.values]).toEqual([10, 6.25]);
    expect(picture).toMatchObject({ low: 6.25, high: 10, isExact: true });
  });

  test('that was not asked for has those of its tile', () => {
    const picture = mapPicture(frame, 0)!;
    expect([...picture.values]).toEqual([0, 1]);
    expect(picture.isExact).toBe(false);
  });
});

test('weights of a dense layer have a row for each input', () => {
  const picture = matrixPicture(frameOf(0, float('kernel', [2, 3], [1, 2, 3, 4, 5, -6])))!;
  expect(picture).toMatchObject({ height: 2, width: 3, low: -6, high: 6 });
});

test('levels reach from 0 to 255, and lie half way where all numbers are the same', () => {
  expect([...levelsOf({ values: Float32Array.of(-1, 0, 1, 3), low: -1, high: 1 })]).toEqual([
    0, 128, 255, 255,
  ]);
  expect([...levelsOf({ values: Float32Array.of(7), low: 7, high: 7 })]).toEqual([128]);
});
