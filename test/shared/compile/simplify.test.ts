import { describe, expect, test } from 'vitest';
import { simplify } from '#shared/compile/simplify';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph, IrValue } from '#shared/ops/ir';
import { run } from '../../contract/compute';
import { largestDifference } from '../../contract/golden';
import { layerCases } from '../../contract/layer-case';
import { feedsOf, layerGraph, settingOf } from '../../contract/layer-graph';

/** The ops that are left of a graph. */
function left(build: (b: IrBuilder, x: IrValue) => IrValue, shape: readonly number[] = [2, 3]): string[] {
  const b = new IrBuilder();
  const y = build(b, b.input('x', shape));
  return simplify(b.build([{ name: 'y', value: y }])).nodes.map(({ op }) => op);
}

const size = ({ nodes }: IrGraph) => nodes.length;

describe('simplifying', () => {
  test('makes equal nodes once', () => {
    expect(left((b, x) => b.add(b.exp(x), b.exp(x)))).toEqual(['exp', 'add']);
    expect(left((b, x) => b.add(b.sum(x, [0]), b.sum(x, [1], true)))).toEqual(['sum', 'sum', 'add']);
  });

  test('leaves out what no output needs', () => {
    expect(
      left((b, x) => {
        b.exp(b.log(x));
        return b.neg(x);
      }),
    ).toEqual(['neg']);
  });

  test('leaves out what changes nothing', () => {
    expect(left((b, x) => b.exp(b.reshape(x, [2, 3])))).toEqual(['exp']);
    expect(left((b, x) => b.exp(b.transpose(x, [0, 1])))).toEqual(['exp']);
    expect(left((b, x) => b.exp(b.mul(b.scalar(1), x)))).toEqual(['exp']);
    expect(left((b, x) => b.exp(b.broadcast(x, [2, 3])))).toEqual(['exp']);
  });

  test('keeps a factor of 1 that stretches the shape', () => {
    expect(left((b, x) => b.mul(b.constant(Float32Array.of(1), [1, 1, 1], 'float32'), x))).toEqual(['mul']);
  });

  test('joins reshapes', () => {
    expect(left((b, x) => b.reshape(b.reshape(x, [6]), [3, 2]))).toEqual(['reshape']);
  });

  test('broadcasts only where an op does not do it itself', () => {
    expect(left((b, x) => b.add(x, b.broadcast(b.scalar(3), [2, 3])))).toEqual(['add']);
    // Without the copy the sum would be smaller.
    expect(left((b, x) => b.add(b.broadcast(x, [4, 2, 3]), b.scalar(3)))).toEqual(['broadcast', 'add']);
    expect(left((b, x) => b.concat([x, b.broadcast(b.scalar(3), [2, 1])], 1))).toEqual([
      'broadcast',
      'concat',
    ]);
  });

  test('leaves the ports of a graph alone', () => {
    const b = new IrBuilder();
    const x = b.input('x', [2]);
    b.input('unused', [3]);
    const graph = b.build([
      { name: 'same', value: b.reshape(x, [2]) },
      { name: 'again', value: x },
    ]);
    expect(simplify(graph).inputs.map(({ name }) => name)).toEqual(['x', 'unused']);
    expect(simplify(graph, { keepInputs: false }).inputs.map(({ name }) => name)).toEqual(['x']);
    expect(run(simplify(graph), { x: [1, 2], unused: [0, 0, 0] })).toEqual({ same: [1, 2], again: [1, 2] });
  });

  test('unfolds an image once for a convolution and its gradient', () => {
    const { data } = layerCases.find(({ title }) => title === 'Conv2D/default')!;
    const ops = simplify(layerGraph(settingOf(data))).nodes.map(({ op }) => op);
    expect(ops.filter((op) => op === 'im2col' || op === 'conv2d')).toEqual(['im2col']);
  });

  test('never makes a graph larger or another one', () => {
    for (const { title, data } of layerCases) {
      const graph = layerGraph(settingOf(data));
      const less = simplify(graph);
      const [before, after] = [run(graph, feedsOf(data)), run(less, feedsOf(data))];
      const off = Object.keys(before).filter(
        (name) => !(largestDifference(after[name]!, before[name]!) <= 1e-9),
      );
      // One convolution may become a reshape, a product and a reshape.
      expect({ title, off, grown: size(less) > size(graph) + 2 }).toEqual({ title, off: [], grown: false });
    }
  });
});
