import type { Attrs, IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';
import type { Relations } from './relations';

/** The gradient of a convolution's kernel, from its image and the gradient of its result. */
export interface KernelGradient {
  readonly image: IrValue;
  readonly dy: IrValue;
  /** [out, in, height, width] */
  readonly kernel: readonly number[];
  readonly attrs: Attrs;
}

export interface FoundGradients {
  readonly kernelGradients: ReadonlyMap<IrNode, KernelGradient>;
  readonly inner: ReadonlySet<IrNode>;
}

/** More numbers than that, one kernel for each image of the batch, are too much memory: 128 MB. */
const MOST_PARTIAL_SUMS = 2 ** 25;

/**
 * Finds what `conv2d`'s gradient is made of: the unfolded image, its product with the gradient of the result, and the sum over the batch.
 */
export function findKernelGradients(
  graph: IrGraph,
  convolutions: ReadonlySet<IrNode>,
  { producer, consumers }: Relations,
  block: number,
): FoundGradients {
  const kernelGradients = new Map<IrNode, KernelGradient>();
  const inner = new Set<IrNode>();
  const images = new Set(Array.from(convolutions, (node) => keyOf(node.inputs[0]!, node.attrs)));
  const only = (node: IrNode): IrNode | undefined => {
    const next = consumers(node.outputs[0]!);
    return next.length === 1 ? next[0] : undefined;
  };
  for (const unfold of graph.nodes) {
    if (unfold.op !== 'im2col' || !images.has(keyOf(unfold.inputs[0]!, unfold.attrs))) continue;
    const users = consumers(unfold.outputs[0]!);
    const [image] = unfold.inputs as [IrValue];
    const gradients = users.flatMap((product) => {
      const sum = product.op === 'matmul' ? only(product) : undefined;
      const flat = producer(product.inputs[0]!);
      if (sum?.op !== 'sum' || sum.attrs['axes']?.toString() !== '0' || flat?.op !== 'reshape') return [];
      const [out] = sum.outputs[0]!.shape as [number];
      const size = unfold.attrs['size'] as readonly [number, number];
      const kernel = [out, image.shape[1]!, ...size];
      return [{ sum, nodes: [flat, product], dy: flat.inputs[0]!, kernel }];
    });
    const fits = gradients.every(({ dy, kernel }) => {
      const out = Math.ceil(kernel[0]! / block) * block;
      const partialSums = image.shape[0]! * out * size(kernel.slice(1));
      const isDilated = (unfold.attrs['dilations'] as readonly number[])[1] !== 1;
      return dy.shape.length === 4 && !isDilated && partialSums <= MOST_PARTIAL_SUMS;
    });
    if (gradients.length !== users.length || !fits) continue;
    inner.add(unfold);
    for (const { sum, nodes, dy, kernel } of gradients) {
      for (const node of nodes) if (consumers(node.outputs[0]!).length === 1) inner.add(node);
      kernelGradients.set(sum, { image, dy, kernel, attrs: unfold.attrs });
    }
  }
  return { kernelGradients, inner };
}

const keyOf = ({ id }: IrValue, { strides, pads, dilations, groups }: Attrs): string =>
  [id, strides, pads, dilations, groups].join('|');
