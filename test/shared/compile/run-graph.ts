import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeGraph } from '#shared/compile/onnx/model';
import type { IrGraph } from '#shared/ops/ir';

/** Runs a graph of float32 inputs and outputs in ONNX Runtime, as the product does. */
export async function runGraph(
  graph: IrGraph,
  feeds: Readonly<Record<string, readonly number[]>>,
): Promise<Readonly<Record<string, number[]>>> {
  const session = await InferenceSession.create(encodeGraph(graph), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const results = await session.run(
    Object.fromEntries(
      graph.inputs.map(({ name, value }) => [
        name,
        new Tensor('float32', Float32Array.from(feeds[name]!), value.shape),
      ]),
    ),
  );
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data as Float32Array)]),
  );
}
