import { describe, expect, it } from 'vitest';
import { run } from './compute';
import { layerGraph, type LayerSetting } from './layer-graph';

const setting: LayerSetting = {
  type: 'BatchNormalization',
  params: { epsilon: 0.001 },
  shapes: [[1]],
  batch: 2,
  training: true,
  trainable: false,
};
const feeds = {
  in_0: [3, 5],
  gamma: [1],
  beta: [0],
  moving_mean: [0],
  moving_variance: [1 - 0.001],
  key: [1],
};

describe('BatchNormalization', () => {
  it('uses its moving statistics while frozen, and leaves them alone', () => {
    const results = run(layerGraph(setting), feeds);
    expect(Object.keys(results)).toEqual(['output']);
    expect(results['output']![0]).toBeCloseTo(3, 6);
    expect(results['output']![1]).toBeCloseTo(5, 6);
  });

  it('normalizes large numbers with a small spread', () => {
    const results = run(layerGraph({ ...setting, trainable: true, params: { epsilon: 1e-12 } }), {
      ...feeds,
      in_0: [1_000_000, 1_000_002],
    });
    expect(results['output']!.map((x) => Math.round(x * 1e4) / 1e4)).toEqual([-1, 1]);
  });

  it('can work along another axis than the last', () => {
    const shapes = [[2, 3]];
    const graph = layerGraph({ ...setting, params: { axis: 1 }, shapes, batch: 1, trainable: true });
    const two = { gamma: [1, 1], beta: [0, 0], moving_mean: [0, 0], moving_variance: [1, 1] };
    const { output, new_moving_mean: mean } = run(graph, { ...feeds, ...two, in_0: [1, 2, 3, 10, 20, 30] });
    expect(mean!.map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.02, 0.2]);
    expect(Math.round(output![2]! * 100) / 100).toBe(1.22);
    expect(Math.round(output![5]! * 100) / 100).toBe(1.22);
  });
});
