import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Lowering } from '#shared/compile/lowering';
import { encodeGraph } from '#shared/compile/onnx/model';
import { simplify } from '#shared/compile/simplify';
import type { DType, IrGraph } from '#shared/ops/ir';
import type { Numbers, Results } from './compute';

const tensorOf = (dtype: DType, data: Numbers, shape: readonly number[]): Tensor => {
  switch (dtype) {
    case 'float32':
      return new Tensor('float32', Float32Array.from(data), shape);
    case 'int32':
      return new Tensor('int32', Int32Array.from(data), shape);
    case 'int64':
      return new Tensor(
        'int64',
        BigInt64Array.from(data, (n) => BigInt(n)),
        shape,
      );
    case 'uint32':
      return new Tensor('uint32', Uint32Array.from(data), shape);
    case 'uint8':
      return new Tensor('uint8', Uint8Array.from(data), shape);
    case 'bool':
      return new Tensor('bool', Uint8Array.from(data), shape);
  }
};

/** Runs a graph as the product does: simplified, emitted as ONNX, computed by ONNX Runtime in float32. */
export async function runInOnnx(
  graph: IrGraph,
  feeds: Readonly<Record<string, Numbers>>,
  options: { readonly simplified?: boolean; readonly ops?: Lowering['ops'] } = {},
): Promise<Results> {
  const emitted = options.simplified === false ? graph : simplify(graph, { keepInputs: false });
  const session = await InferenceSession.create(encodeGraph(emitted, options.ops), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const inputs = emitted.inputs.map(({ name, value }) => [
    name,
    tensorOf(value.dtype, feeds[name]!, value.shape),
  ]);
  const results = await session.run(Object.fromEntries(inputs) as Record<string, Tensor>);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data as Float32Array, Number)]),
  );
}
