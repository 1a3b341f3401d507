import { describe, expect, test } from 'vitest';
import { encodeGraph } from '#shared/compile/onnx/model';
import { decodeGraphs } from '#shared/compile/onnx/protobuf';
import { webgpuLowering } from '#shared/compile/webgpu-lowering';
import { OPS } from '#shared/ops/table';
import { OP_CASES, type OpCase } from '../../contract/op-cases';
import { feedsOf, graphOf } from '../../contract/op-graph';
import { runInOnnx } from '../../contract/onnx';
import { largestDifference, scaleOf } from '../../contract/golden';

const { ops } = webgpuLowering;
const OWN = Object.keys(ops).filter((op) => ops[op]!.emit !== OPS[op]!.emit);

const splitIn = (sizes: readonly number[], axis = 1): OpCase => ({
  op: 'split',
  title: `${sizes.length} pieces`,
  inputs: [{ shape: axis === 1 ? [2, sum(sizes)] : [sum(sizes), 2] }],
  attrs: { axis, sizes },
});
const sum = (sizes: readonly number[]): number => sizes.reduce((total, n) => total + n, 0);
const sizes = (count: number): number[] => Array.from({ length: count }, (_, i) => 1 + (i % 3));
const SPLITS = [
  ...[7, 8, 9, 14, 49, 50, 64, 120].map((count) => splitIn(sizes(count))),
  splitIn(sizes(11), 0),
];

describe('programs for WebGPU', () => {
  test('have the ops of all others, and a few in a form of their own', () => {
    expect(Object.keys(ops)).toEqual(Object.keys(OPS));
    expect(OWN.toSorted()).toEqual(['logSoftmax', 'matmul', 'oneHot', 'sign', 'split']);
  });

  test.each([...OP_CASES.filter(({ op }) => OWN.includes(op)), ...SPLITS])(
    '$op: $title gives the same, and so does its gradient',
    async (opCase) => {
      const feeds = feedsOf(opCase);
      for (const gradients of OPS[opCase.op]!.gradient ? [false, true] : [false]) {
        const graph = graphOf(opCase, gradients);
        const [expected, found] = [await runInOnnx(graph, feeds), await runInOnnx(graph, feeds, { ops })];
        const wrong = Object.entries(expected).filter(
          ([name, values]) => !(largestDifference(found[name]!, values) <= 1e-5 * scaleOf(values)),
        );
        expect(wrong).toEqual([]);
      }
    },
  );

  test.each(SPLITS)('no node writes more than seven of $title', (opCase) => {
    const [graph] = decodeGraphs(encodeGraph(graphOf(opCase, false), ops));
    const splits = graph!.node.filter(({ opType }) => opType === 'Split');
    expect(Math.max(...splits.map(({ output }) => output.length))).toBeLessThanOrEqual(7);
  });
});
