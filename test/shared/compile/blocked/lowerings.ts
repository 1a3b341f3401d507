import { InferenceSession, Tensor } from 'onnxruntime-node';
import { chooseAll } from '#shared/compile/blocked/choose';
import { blockedLowering } from '#shared/compile/blocked/rewrite';
import { type Lowering, standardLowering } from '#shared/compile/lowering';
import { encodeGraph } from '#shared/compile/onnx/model';
import type { IrGraph } from '#shared/ops/ir';
import { tryLowering } from '../../../../electron/engine/lowering/try-lowering';

/** Channels in a block on this machine. */
export async function blockOfMachine(): Promise<number> {
  for (const block of [16, 8])
    if ((await tryLowering(blockedLowering(block, chooseAll))) === null) return block;
  throw new Error('ONNX Runtime has no blocked operators here');
}

export const block = await blockOfMachine();

/** Every convolution that has a blocked form, whether it is worth it or not. */
export const allBlocked: Lowering = blockedLowering(block, chooseAll);

type Feeds = Readonly<Record<string, Float32Array>>;

async function compute(
  graph: IrGraph,
  lowering: Lowering,
  feeds: Feeds,
): Promise<Record<string, Float32Array>> {
  const finished = lowering.finish(graph, { keepInputs: false });
  const session = await InferenceSession.create(encodeGraph(finished, lowering.ops), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const tensors = finished.inputs.map(
    ({ name, value }) => [name, new Tensor('float32', feeds[name]!, value.shape)] as const,
  );
  const results = await session.run(Object.fromEntries(tensors));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, data as Float32Array] as const),
  );
}

/** The outputs in which both lowerings differ by more than `tolerance` of the largest number (at least of 0.3: where all cancels out, rounding is left), and by how much. */
export async function differences(
  graph: IrGraph,
  feeds: Feeds,
  {
    lowering = allBlocked,
    tolerance = 1e-4,
  }: { readonly lowering?: Lowering; readonly tolerance?: number } = {},
): Promise<readonly string[]> {
  const [found, expected] = [
    await compute(graph, lowering, feeds),
    await compute(graph, standardLowering, feeds),
  ];
  return Object.entries(expected).flatMap(([name, values]) => {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0.3);
    const worst = values.reduce((most, value, i) => {
      const distance = Math.abs(value - found[name]![i]!);
      return distance <= most ? most : distance;
    }, 0);
    return worst <= tolerance * scale ? [] : [`${name}: ${worst / scale}`];
  });
}

/** The ops of a graph in blocks. */
export const blockedOps = (graph: IrGraph, lowering = allBlocked): readonly string[] =>
  lowering.finish(graph, {}).nodes.map(({ op }) => op);
