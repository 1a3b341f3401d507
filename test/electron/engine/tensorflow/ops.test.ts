import { describe, expect, it } from 'vitest';
import { OPS } from '#shared/ops/table';
import { tensorflowLowering } from '../../../../electron/engine/tensorflow/lowering';
import { HOST_OPS, TENSOR_OPS } from '../../../../electron/engine/tensorflow/ops/table';
import { type Results, run } from '../../../contract/compute';
import { largestDifference, scaleOf } from '../../../contract/golden';
import { OP_CASES } from '../../../contract/op-cases';
import { feedsOf, graphOf } from '../../../contract/op-graph';
import { runInTensorflow } from '../../../contract/tensorflow';

const TOLERANCE = 1e-5;

const titled = OP_CASES.map((opCase) => ({ ...opCase, name: `${opCase.op}: ${opCase.title}` }));
const differentiable = titled.filter(
  ({ op, inputs }) =>
    OPS[op]!.gradient && inputs.some(({ dtype = 'float32' }) => dtype === 'float32') && op !== 'cast',
);

const wrong = (found: Results, expected: Results): string[] =>
  Object.entries(expected).flatMap(([name, values]) =>
    largestDifference(found[name]!, values) <= TOLERANCE * scaleOf(values) ? [] : [name],
  );

describe('TensorFlow’s ops', () => {
  it('are those of the compiler, and the gradient of a kernel', () => {
    const rows = [...Object.keys(TENSOR_OPS), ...Object.keys(HOST_OPS)];
    expect(rows.toSorted()).toEqual([...Object.keys(OPS), 'conv2dKernelGradient'].toSorted());
  });

  it.each(titled)('$name gives the same as in float64', async (opCase) => {
    const feeds = feedsOf(opCase);
    const graph = graphOf(opCase, false);
    expect(wrong(await runInTensorflow(graph, feeds, { simplified: false }), run(graph, feeds))).toEqual([]);
  });

  it.each(differentiable)('$name has the same gradient', async (opCase) => {
    const feeds = feedsOf(opCase);
    const graph = graphOf(opCase, true);
    expect(wrong(await runInTensorflow(graph, feeds), run(graph, feeds))).toEqual([]);
  });

  it('have TensorFlow’s own gradient of every kernel', () => {
    const convolutions = titled.filter(({ op }) => op === 'conv2d');
    const ops = convolutions.map((opCase) =>
      tensorflowLowering.finish(graphOf(opCase, true), { keepInputs: false }).nodes.map(({ op }) => op),
    );
    expect(convolutions.length).toBeGreaterThan(0);
    for (const used of ops) {
      expect(used).toContain('conv2dKernelGradient');
      expect(used).not.toContain('im2col');
    }
  });
});
