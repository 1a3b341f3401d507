import { beforeAll, describe, expect, it } from 'vitest';
import type { IrGraph } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import type { Operand, TensorFlow } from '../../../../electron/engine/tensorflow/api';
import { tensorflowLowering } from '../../../../electron/engine/tensorflow/lowering';
import { TENSOR_TYPES } from '../../../../electron/engine/tensorflow/ops/cast';
import { HOST_OPS, TENSOR_OPS } from '../../../../electron/engine/tensorflow/ops/table';
import { createTensorProgram } from '../../../../electron/engine/tensorflow/tensor-program';
import { type Results, run } from '../../../contract/compute';
import { largestDifference, scaleOf } from '../../../contract/golden';
import { OP_CASES } from '../../../contract/op-cases';
import { feedsOf, graphOf } from '../../../contract/op-graph';
import { javascriptBackend } from './backend';

const TOLERANCE = 1e-5;

let tf: TensorFlow;
beforeAll(async () => {
  tf = await javascriptBackend();
});

const titled = OP_CASES.map((opCase) => ({ ...opCase, name: `${opCase.op}: ${opCase.title}` }));
const differentiable = titled.filter(
  ({ op, inputs }) =>
    OPS[op]!.gradient && inputs.some(({ dtype = 'float32' }) => dtype === 'float32') && op !== 'cast',
);

/** With nothing left over in the end. */
function compute(graph: IrGraph, feeds: Readonly<Record<string, readonly number[]>>): Results {
  const before = tf.memory().numTensors;
  const program = createTensorProgram(tf, graph);
  const given = graph.inputs.map(({ name, value: { dtype, shape } }): [string, Operand] => {
    const data = feeds[name]!;
    if (dtype === 'uint32' || dtype === 'int64') return [name, Float64Array.from(data)];
    return [name, tf.tensor([...data], [...shape], TENSOR_TYPES[dtype])];
  });
  const names = graph.outputs.map(({ name }) => name);
  const results = program.run(Object.fromEntries(given), names);
  const numbers = Object.fromEntries(
    Object.entries(results).map(([name, result]) => {
      expect(result.shape).toEqual(graph.outputs.find((output) => output.name === name)!.value.shape);
      return [name, Array.from(result.dataSync())];
    }),
  );
  for (const result of Object.values(results)) result.dispose();
  for (const [, feed] of given) if (!(feed instanceof Float64Array)) feed.dispose();
  program.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return numbers;
}

const wrong = (found: Results, expected: Results): string[] =>
  Object.entries(expected).flatMap(([name, values]) =>
    largestDifference(found[name]!, values) <= TOLERANCE * scaleOf(values) ? [] : [name],
  );

describe('TensorFlow’s ops', () => {
  it('are those of the compiler, and the gradient of a kernel', () => {
    const rows = [...Object.keys(TENSOR_OPS), ...Object.keys(HOST_OPS)];
    expect(rows.toSorted()).toEqual([...Object.keys(OPS), 'conv2dKernelGradient'].toSorted());
  });

  it.each(titled)('$name gives the same as in float64', (opCase) => {
    const feeds = feedsOf(opCase);
    const graph = graphOf(opCase, false);
    expect(wrong(compute(graph, feeds), run(graph, feeds))).toEqual([]);
  });

  it.each(differentiable)('$name has the same gradient', (opCase) => {
    const feeds = feedsOf(opCase);
    const graph = graphOf(opCase, true);
    const lowered = tensorflowLowering.finish(graph, { keepInputs: false });
    expect(wrong(compute(lowered, feeds), run(graph, feeds))).toEqual([]);
    expect(lowered.nodes.map(({ op }) => op)).not.toContain(opCase.op === 'conv2d' ? 'im2col' : '');
  });
});
