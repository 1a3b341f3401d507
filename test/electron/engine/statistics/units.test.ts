import { describe, expect, test } from 'vitest';
import { moments, unitShare } from '../../../../electron/engine/statistics/output-statistics';
import { watchedLayers } from '../../../../electron/engine/statistics/watched-layers';
import { weightStatistics } from '../../../../electron/engine/statistics/weight-statistics';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import type { GraphDoc, Params } from '#shared/graph/document';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { chainOf } from './chain';

const watched = (graph: GraphDoc) =>
  watchedLayers(graph, stateLayout(graph, inferGraph(graph), DEFAULT_TRAINING));

const unitsIn = (...layers: readonly (readonly [string, Params])[]) =>
  watched(chainOf([['Input', { shape: [4] }], ...layers, ['Dense', { units: 2 }], ['Output', {}]])).map(
    ({ units }) => units && [units.nodeId, units.kind],
  );

describe('The units of a layer', () => {
  test('are what its own activation gives, or the activation behind it', () => {
    expect(unitsIn(['Dense', { units: 3, activation: 'relu' }])).toEqual([['n1', 'dead'], null]);
    expect(unitsIn(['Dense', { units: 3 }], ['ReLU', {}])).toEqual([['n2', 'dead'], null]);
    expect(unitsIn(['Dense', { units: 3 }], ['Activation', { activation: 'tanh' }])).toEqual([
      ['n2', 'saturated'],
      null,
    ]);
  });

  test('behind a normalization are its own', () => {
    const normalized = unitsIn(['Dense', { units: 3 }], ['BatchNormalization', {}], ['ReLU', {}]);
    expect(normalized).toEqual([null, ['n3', 'dead'], null]);
  });

  test('that cannot die or saturate are none', () => {
    expect(unitsIn(['Dense', { units: 3 }], ['ReLU', { negativeSlope: 0.1 }])).toEqual([null, null]);
    expect(unitsIn(['Dense', { units: 3, activation: 'gelu' }])).toEqual([null, null]);
    expect(unitsIn(['Dense', { units: 3 }])).toEqual([null, null]);
  });

  test('of the last layer are none: it may be sure', () => {
    const graph = chainOf([
      ['Input', { shape: [4] }],
      ['Dense', { units: 2, activation: 'softmax' }],
      ['Output', {}],
    ]);
    expect(watched(graph)).toEqual([{ nodeId: 'n1', from: 0, to: 10, units: null }]);
  });

  test('of a frozen layer are not looked at', () => {
    const graph = chainOf([
      ['Input', { shape: [4] }],
      ['Dense', { units: 2, activation: 'relu' }],
      ['Dense', { units: 2 }],
      ['Output', {}],
    ]);
    const nodes = graph.nodes.map((node) => (node.id === 'n1' ? { ...node, trainable: false } : node));
    expect(watched({ ...graph, nodes }).map(({ nodeId }) => nodeId)).toEqual(['n2']);
  });
});

describe('Numbers of outputs', () => {
  const output = (shape: readonly number[], ...data: number[]) => ({ shape, data: Float32Array.from(data) });

  test('are mean and deviation of all values', () => {
    expect(moments(output([2], 1, 2, 3, 4))).toEqual({ mean: 2.5, deviation: Math.sqrt(1.25) });
    expect(moments(output([2], 1, Number.NaN))).toEqual({ mean: null, deviation: null });
  });

  test('A unit is dead when it is 0 for every sample and place', () => {
    expect(unitShare(output([2], 0, 1, 0, 0), { kind: 'dead' })).toBe(0.5);
    expect(unitShare(output([2, 1, 2], 0, 0, 0, 3, 0, 0, 0, 0), { kind: 'dead' })).toBe(0.5);
    expect(unitShare(output([2], 0, 0, 0, 0), { kind: 'dead' })).toBe(1);
  });

  test('A value is saturated within a fortieth of the range from an end', () => {
    const tanh = { kind: 'saturated', ends: [-1, 1] } as const;
    expect(unitShare(output([4], -0.96, 0.94, 0.99, 0), tanh)).toBe(0.5);
    expect(unitShare(output([4], 0.03, 0.97, 0.02, 0.98), { kind: 'saturated', ends: [0, 1] })).toBe(0.5);
  });
});

describe('Numbers of weights', () => {
  const vectors = {
    before: Float32Array.of(9, 3, 4),
    after: Float32Array.of(9, 3, 4.5),
    gradient: Float32Array.of(9, 0, 2),
  };

  test('are of the part of the layer', () => {
    expect(weightStatistics({ from: 1, to: 3 }, vectors)).toEqual({ gradientNorm: 2, updateRatio: 0.1 });
  });

  test('Without an update, or with all weights at 0, there is no ratio', () => {
    expect(weightStatistics({ from: 0, to: 1 }, vectors).updateRatio).toBeNull();
    expect(weightStatistics({ from: 0, to: 3 }, { ...vectors, before: new Float32Array(3) })).toMatchObject({
      updateRatio: null,
    });
  });

  test('A gradient that is not finite has no norm', () => {
    const gradient = Float32Array.of(0, Infinity, 0);
    expect(weightStatistics({ from: 0, to: 3 }, { ...vectors, gradient }).gradientNorm).toBeNull();
  });
});
