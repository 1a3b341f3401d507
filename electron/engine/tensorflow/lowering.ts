import type { Lowering } from '#shared/compile/lowering';
import { simplify } from '#shared/compile/simplify';
import type { IrGraph, IrNode } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';

/** Graphs in which TensorFlow's own gradient of a convolution's kernel stands for the unfolding of its image. */
export const tensorflowLowering: Lowering = {
  ops: OPS,
  finish: (graph, options) =>
    simplify(withKernelGradients(simplify(graph, { ...options, shareWindows: false })), {
      ...options,
      shareWindows: false,
    }),
};

/** A kernel's gradient is a sum over the batch of products with the unfolded image. */
function withKernelGradients(graph: IrGraph): IrGraph {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map(({ id }) => [id, node] as const)));
  const before = (node: IrNode | undefined, input: number, op: string): IrNode | undefined => {
    const found = node && producers.get(node.inputs[input]!.id);
    return found?.op === op ? found : undefined;
  };
  const nodes = graph.nodes.map((node): IrNode => {
    if (node.op !== 'sum' || (node.attrs['axes'] as readonly number[]).join() !== '0') return node;
    const product = before(node, 0, 'matmul');
    if (product?.attrs['transposeB'] !== true || product.attrs['transposeA'] === true) return node;
    const unfold = before(product, 1, 'im2col') ?? before(before(product, 1, 'reshape'), 0, 'im2col');
    const dy = before(product, 0, 'reshape')?.inputs[0];
    const [image] = unfold?.inputs ?? [];
    if (!unfold || !image || dy?.shape.length !== 4 || dy.shape[0] !== image.shape[0]) return node;
    const size = unfold.attrs['size'] as readonly [number, number];
    const groups = unfold.attrs['groups'] as number;
    const shape = [dy.shape[1]!, image.shape[1]! / groups, ...size];
    const gradient = { ...unfold.attrs, shape };
    return { ...node, op: 'conv2dKernelGradient', inputs: [image, dy], attrs: gradient };
  });
  return { ...graph, nodes };
}
