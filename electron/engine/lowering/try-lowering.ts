import { InferenceSession, Tensor } from 'onnxruntime-node';
import { differentiate } from '#shared/compile/differentiate';
import { type Lowering, standardLowering } from '#shared/compile/lowering';
import { encodeGraph } from '#shared/compile/onnx/model';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';
import { keyOf, uniformAt } from '#shared/random/counter';

/** Results may differ by so much of the largest number of their kind: sums are added up in another order. */
const TOLERANCE = 1e-4;

/** Computes a small network's loss and gradients with `lowering` and the standard one. Why they are not the same, or null; never rejects. */
export async function tryLowering(lowering: Lowering): Promise<string | null> {
  try {
    const graph = smallNetwork();
    const [found, expected] = await Promise.all([
      outputsOf(graph, lowering),
      outputsOf(graph, standardLowering),
    ]);
    const wrong = Object.keys(expected).filter((name) => !isClose(found[name], expected[name]!));
    return wrong.length === 0 ? null : `other results: ${wrong.join(', ')}`;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  }
}

/** Convolutions of a plain and of a blocked image, a normalized one, one that is added, both kinds of pooling, and channels and a batch that fill no whole block. */
function smallNetwork(): IrGraph {
  const b = new IrBuilder();
  const batch = 18;
  const weights = {
    first: b.input('first', [20, 3, 3, 3]),
    bias: b.input('bias', [1, 20, 1, 1]),
    second: b.input('second', [20, 20, 3, 3]),
    gamma: b.input('gamma', [1, 20, 1, 1]),
    third: b.input('third', [24, 20, 3, 3]),
    dense: b.input('dense', [24, 5]),
  };
  const window = { strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1] } as const;
  const pool = { size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] } as const;
  const x = b.input('x', [batch, 3, 16, 16]);
  const a = b.maxPool2d(b.relu(b.add(b.conv2d(x, weights.first, window), weights.bias)), pool);
  const c = b.conv2d(a, weights.second, window);
  const centred = b.sub(c, b.mean(c, [0, 2, 3], true));
  const variance = b.mean(b.mul(centred, centred), [0, 2, 3], true);
  const inverse = b.reciprocal(b.sqrt(b.add(variance, b.scalar(1e-3))));
  const normal = b.add(a, b.mul(centred, b.mul(inverse, weights.gamma)));
  const deep = b.relu(b.conv2d(b.avgPool2d(b.tanh(normal), pool), weights.third, window));
  const output = b.matmul(b.mean(deep, [2, 3]), weights.dense);
  const loss = b.mean(b.mul(output, output), [0, 1]);
  const names = Object.keys(weights);
  const gradients = differentiate(b, loss, Object.values(weights));
  return b.build([
    { name: 'loss', value: loss },
    ...names.map((name, i) => ({ name: `d_${name}`, value: gradients[i]! })),
  ]);
}

async function outputsOf(graph: IrGraph, lowering: Lowering): Promise<Record<string, Float32Array>> {
  const finished = lowering.finish(graph, { keepInputs: false });
  const session = await InferenceSession.create(encodeGraph(finished, lowering.ops), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
  });
  const feeds = finished.inputs.map(({ name, value: { shape } }, i): [string, Tensor] => {
    const data = Float32Array.from({ length: size(shape) }, (_, k) => uniformAt(keyOf(7, i), k) - 0.5);
    return [name, new Tensor('float32', data, shape)];
  });
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, data as Float32Array] as const),
  );
}

function isClose(found: Float32Array | undefined, expected: Float32Array): boolean {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  return expected.every((value, i) => Math.abs(value - (found?.[i] ?? NaN)) <= TOLERANCE * scale);
}
