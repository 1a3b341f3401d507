import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import type { Choose } from './choose';
import { findKernelGradients, type KernelGradient } from './kernel-gradients';
import { findQuartered } from './quartered';

/** What is decided about a graph before it is written anew. */
export interface Plan {
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
  producer(value: IrValue): IrNode | undefined;
  consumers(value: IrValue): readonly IrNode[];
  /** How many nodes and outputs need a value. */
  usesOf(value: IrValue): number;
}

/** Null where no convolution is chosen. */
export function makePlan(graph: IrGraph, block: number, choose: Choose): Plan | null {
  const producers = new Map<number, IrNode>();
  const consumers = new Map<number, IrNode[]>();
  for (const node of graph.nodes) {
    for (const { id } of node.outputs) producers.set(id, node);
    for (const { id } of new Set(node.inputs)) consumers.set(id, [...(consumers.get(id) ?? []), node]);
  }
  const outputs = new Map<number, number>();
  for (const { value } of graph.outputs) outputs.set(value.id, (outputs.get(value.id) ?? 0) + 1);
  const graphOf = {
    producer: ({ id }: IrValue) => producers.get(id),
    consumers: ({ id }: IrValue) => consumers.get(id) ?? [],
    usesOf: ({ id }: IrValue) => (consumers.get(id)?.length ?? 0) + (outputs.get(id) ?? 0),
  };
  const convolutions = choose(graph, block);
  if (convolutions.size === 0) return null;
  const gradients = findKernelGradients(graph, convolutions, graphOf, block);
  const kernels = new Set(Array.from(convolutions, ({ inputs }) => inputs[1]!.id));
  const found = { ...graphOf, ...gradients, convolutions, kernels };
  return { ...found, quartered: findQuartered(graph, found) };
}

/** The graph's own relations. */
export type Relations = Pick<Plan, 'producer' | 'consumers' | 'usesOf'>;
