import { expect } from 'vitest';
import type { IrGraph } from '#shared/ops/ir';
import type { Operand } from '../../electron/engine/tensorflow/api';
import { tensorflowLowering } from '../../electron/engine/tensorflow/lowering';
import { TENSOR_TYPES } from '../../electron/engine/tensorflow/ops/cast';
import { createTensorProgram } from '../../electron/engine/tensorflow/tensor-program';
import { javascriptBackend } from '../fakes/javascript-backend';
import type { Numbers, Results } from './compute';

/** Runs a graph as the second engine does, on TensorFlow.js's backend in plain JavaScript; nothing may be left over in the end. */
export async function runInTensorflow(
  graph: IrGraph,
  feeds: Readonly<Record<string, Numbers>>,
  options: { readonly simplified?: boolean } = {},
): Promise<Results> {
  const tf = await javascriptBackend();
  const before = tf.memory().numTensors;
  const computed =
    options.simplified === false ? graph : tensorflowLowering.finish(graph, { keepInputs: false });
  const program = createTensorProgram(tf, computed);
  const given = computed.inputs.map(({ name, value: { dtype, shape } }): [string, Operand] => {
    const data = feeds[name]!;
    if (dtype === 'uint32' || dtype === 'int64') return [name, Float64Array.from(data)];
    return [name, tf.tensor([...data], [...shape], TENSOR_TYPES[dtype])];
  });
  const names = computed.outputs.map(({ name }) => name);
  const results = program.run(Object.fromEntries(given), names);
  const numbers = computed.outputs.map(({ name, value }) => {
    const result = results[name]!;
    expect(result.shape).toEqual([...value.shape]);
    return [name, Array.from(result.dataSync())] as const;
  });
  for (const result of Object.values(results)) result.dispose();
  for (const [, feed] of given) if (!(feed instanceof Float64Array)) feed.dispose();
  program.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return Object.fromEntries(numbers);
}
