import { expect, test } from 'vitest';
import { createDistance, distanceAt } from '../../../renderer/canvas/distance';

test.each([
  [2.5, 'near'],
  [0.7, 'near'],
  [0.6, 'middle'],
  [0.4, 'far'],
  [0.3, 'tile'],
  [0.1, 'tile'],
] as const)('at a zoom of %f blocks are shown as %s', (zoom, distance) => {
  expect(distanceAt(zoom)).toBe(distance);
});

test('a zoom that trembles about a bound does not change what is shown', () => {
  const distance = createDistance();
  const trembling = [0.72, 0.69, 0.71, 0.685, 0.705].map((zoom) => distance(zoom));
  expect(new Set(trembling)).toEqual(new Set(['near']));
  expect(distance(0.66)).toBe('middle');
  expect([0.69, 0.71, 0.725].map((zoom) => distance(zoom))).toEqual(['middle', 'middle', 'middle']);
  expect(distance(0.74)).toBe('near');
});
