import { describe, expect, test } from 'vitest';
import { filterTensors, mapTensors } from '../../../electron/engine/views/inspect';
import { FRAME_BYTES, byteLength } from '../../../electron/engine/views/budget';
import { initialState, writeWeight } from '../../../shared/compile/state';
import type { FrameTensor } from '../../../shared/protocol/frame';

const stateOf = (shape: readonly number[]) => {
  const size = shape.reduce((product, n) => product * n, 1);
  const state = initialState(
    {
      slots: [
        {
          name: 'c/kernel',
          nodeId: 'c',
          weight: 'kernel',
          shape,
          initializer: 'zeros',
          store: 'theta',
          offset: 0,
          size,
        },
      ],
      sizes: { theta: size, buffers: 0, frozen: 0 },
      optimizerSlots: [],
    },
    1,
  );
  writeWeight(
    state,
    'c/kernel',
    Float32Array.from({ length: size }, (_, i) => i),
  );
  return state;
};

const named = (tensors: readonly FrameTensor[]) =>
  Object.fromEntries(tensors.map(({ name, shape, data }) => [name, { shape, data: [...data] }]));

describe('filters', () => {
  test('come with the whole kernel where it fits', () => {
    const { tiles, kernel } = named(filterTensors(stateOf([1, 1, 2, 3]), 'c', 1));
    expect(tiles!.shape).toEqual([3, 1, 1]);
    expect(kernel).toEqual({ shape: [1, 1, 2, 3], data: [0, 1, 2, 3, 4, 5] });
  });

  test('come with the input channel asked for where the whole kernel is too large', () => {
    const tensors = filterTensors(stateOf([1, 1, 300, 256]), 'c', 2);
    const { kernel } = named(tensors);
    expect(kernel!.shape).toEqual([1, 1, 1, 256]);
    expect(kernel!.data.slice(0, 2)).toEqual([512, 513]);
    expect(byteLength(tensors)).toBeLessThanOrEqual(FRAME_BYTES);
  });

  test('that are too many are left out rather than the limit of a frame', () => {
    const tensors = filterTensors(stateOf([64, 64, 1, 40]), 'c', 0);
    expect(named(tensors)['tiles']!.shape).toEqual([30, 64, 64]);
    expect(byteLength(tensors)).toBeLessThanOrEqual(FRAME_BYTES);
  });

  test('of a block without a kernel are none', () => {
    expect(filterTensors(stateOf([1, 1, 1, 1]), 'other', 0)).toEqual([]);
  });
});

describe('maps', () => {
  test('come with the exact numbers of the channel asked for', () => {
    const output = { shape: [1, 2, 2], data: Float32Array.of(0.1, 10, 0.2, 20) };
    const { tiles, range, map } = named(mapTensors(output, 1));
    expect(tiles).toEqual({ shape: [2, 1, 2], data: [0, 255, 0, 255] });
    expect(range!.data.slice(2)).toEqual([10, 20]);
    expect(map).toEqual({ shape: [1, 2], data: [10, 20] });
  });

  test('fit into a frame however large they are', () => {
    const output = { shape: [200, 200, 64], data: new Float32Array(200 * 200 * 64) };
    const tensors = mapTensors(output, 0);
    expect(named(tensors)['tiles']!.shape[0]).toBe(64);
    expect(byteLength(tensors)).toBeLessThanOrEqual(FRAME_BYTES);
  });

  test('of a flat output are its values', () => {
    expect(named(mapTensors({ shape: [2], data: Float32Array.of(1, -2) }, 0))).toEqual({
      values: { shape: [2], data: [1, -2] },
    });
  });
});
