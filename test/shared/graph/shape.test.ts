import { expect, test } from 'vitest';
import { engineChannelAxis, formatShape, internalShape, sameShape, sizeOf } from '#shared/graph/shape';

test('shapes are written as people read them', () => {
  expect([[28, 28, 25], [10], []].map((shape) => formatShape(shape))).toEqual([
    '28 × 28 × 25',
    '10',
    'scalar',
  ]);
});

test('the engine stores images with channels first, and everything else as it is', () => {
  expect([[28, 20, 3], [7, 5], [10], []].map((shape) => internalShape(shape, 4))).toEqual([
    [4, 3, 28, 20],
    [4, 7, 5],
    [4, 10],
    [4],
  ]);
  expect([2, 3, 4, 5].map(engineChannelAxis)).toEqual([1, 2, 1, 4]);
});

test('sizes are products, and a scalar has one number', () => {
  expect([sizeOf([2, 3, 4]), sizeOf([]), sizeOf([3, 0])]).toEqual([24, 1, 0]);
});

test('shapes are the same only axis by axis', () => {
  expect([sameShape([2, 3], [2, 3]), sameShape([2, 3], [3, 2]), sameShape([2], [2, 1])]).toEqual([
    true,
    false,
    false,
  ]);
});
