import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf } from '../../../renderer/data/scatter';

const coordinate = fc.double({ noNaN: true, min: -1000, max: 1000 });

test('every point lies within the square, with room around it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1 }), (points) => {
      const { left, bottom, span } = boundsOf(points.flat());
      expect(points.every(([x, y]) => x > left && x < left + span && y > bottom && y < bottom + span)).toBe(
        true,
      );
    }),
  );
});

test('without points there is still a plane', () => {
  expect(boundsOf([])).toEqual({ left: -1, bottom: -1, span: 2 });
});
