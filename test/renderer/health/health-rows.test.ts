import { expect, test } from 'vitest';
import { newProject } from '#shared/project/create';
import type { GraphNode } from '#shared/graph/document';
import { healthOf } from '../../../renderer/health/health-rows';
import { heightOf, pathOf, rangeOf } from '../../../renderer/health/log-path';

const node = (id: string): GraphNode => ({
  id,
  type: 'Dense',
  name: `dense_${id}`,
  params: {},
  trainable: true,
  bypassed: false,
  position: { x: 0, y: 0 },
});
const graph = { ...newProject('health').graph, nodes: [node('a'), node('b')], edges: [] };
const statistics = (step: number, norms: Readonly<Record<string, number | null>>) => ({
  step,
  layers: Object.entries(norms).map(([nodeId, gradientNorm]) => ({
    nodeId,
    gradientNorm,
    updateRatio: 0.01,
    mean: 0,
    deviation: 1,
    dead: null,
    saturated: null,
  })),
});

test('Before training there is nothing', () => {
  expect(healthOf([], graph)).toBeNull();
});

test('Rows are the layers of the latest step that the drawing still has, with all their points', () => {
  const health = healthOf(
    [statistics(1, { a: 1, gone: 2 }), statistics(5, { a: 0.5, b: 2, gone: 3 })],
    graph,
  )!;
  expect(health.step).toBe(5);
  expect(health.rows.map(({ name }) => name)).toEqual(['dense_a', 'dense_b']);
  expect(health.rows.map(({ gradientNorm }) => gradientNorm)).toEqual([
    [
      { step: 1, value: 1 },
      { step: 5, value: 0.5 },
    ],
    [{ step: 5, value: 2 }],
  ]);
  expect(health.gradientRange).toEqual([0.1, 10]);
  expect(health.updateRange).toEqual([1e-4, 0.1]);
});

test('A range has whole powers of ten, at least one of them', () => {
  expect(rangeOf([null, 0])).toBeNull();
  expect(rangeOf([0.02, 3])).toEqual([0.01, 10]);
  expect(rangeOf([1])).toEqual([1, 10]);
  expect(heightOf(0.1, [0.01, 1])).toBeCloseTo(0.5);
});

test('A path breaks where there is no value, and 0 lies on the ground', () => {
  const points = [10, 0, null, 1].map((value, i) => ({ step: i, value }));
  expect(pathOf(points, [1, 10], 30, 10)).toBe('M0.0 0.0L10.0 10.0M30.0 10.0');
});
