import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';

/** Who makes the values of a graph, and who needs them. */
export interface Relations {
  producer(value: IrValue): IrNode | undefined;
  consumers(value: IrValue): readonly IrNode[];
  /** How many nodes and outputs need a value. */
  usesOf(value: IrValue): number;
}

export function relationsOf(graph: IrGraph): Relations {
  const producers = new Map<number, IrNode>();
  const consumers = new Map<number, IrNode[]>();
  for (const node of graph.nodes) {
    for (const { id } of node.outputs) producers.set(id, node);
    for (const { id } of new Set(node.inputs)) consumers.set(id, [...(consumers.get(id) ?? []), node]);
  }
  const outputs = new Map<number, number>();
  for (const { value } of graph.outputs) outputs.set(value.id, (outputs.get(value.id) ?? 0) + 1);
  return {
    producer: ({ id }) => producers.get(id),
    consumers: ({ id }) => consumers.get(id) ?? [],
    usesOf: ({ id }) => (consumers.get(id)?.length ?? 0) + (outputs.get(id) ?? 0),
  };
}
