import type { IrGraph, IrNode } from '#shared/ops/ir';
import type { Choose } from './choose';
import { findKernelGradients, type KernelGradient } from './kernel-gradients';
import { findQuartered } from './quartered';
import { type Relations, relationsOf } from './relations';

/** What is decided about a graph before it is written anew. */
export interface Plan extends Relations {
  /** Convolutions that are to be blocked. */
  readonly convolutions: ReadonlySet<IrNode>;
  /** Ids of their kernels. */
  readonly kernels: ReadonlySet<number>;
  /** Gradients of their kernels, by the node that ends one. */
  readonly kernelGradients: ReadonlyMap<IrNode, KernelGradient>;
  /** Nodes inside of kernel gradients, which nothing else needs. */
  readonly inner: ReadonlySet<IrNode>;
  /** Ids of images that are kept as quarters. */
  readonly quartered: ReadonlySet<number>;
}

/** Null where no convolution is chosen. */
export function makePlan(graph: IrGraph, block: number, choose: Choose): Plan | null {
  const convolutions = choose(graph, block);
  if (convolutions.size === 0) return null;
  const relations = relationsOf(graph);
  const gradients = findKernelGradients(graph, convolutions, relations, block);
  const kernels = new Set(Array.from(convolutions, ({ inputs }) => inputs[1]!.id));
  const found = { ...relations, ...gradients, convolutions, kernels };
  return { ...found, quartered: findQuartered(graph, found) };
}
