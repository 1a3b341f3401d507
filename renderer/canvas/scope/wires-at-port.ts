import type { Composite, GraphDoc, GraphNode } from '#shared/graph/document';

/** How many wires hang on a port of a composite outside, at all the blocks that are made of it. */
export function wiresAtPort(graph: GraphDoc, composite: string, side: 'in' | 'out', port: string): number {
  const usesIn = (nodes: readonly GraphNode[]) =>
    new Set(nodes.flatMap((node) => (node.composite?.id === composite ? [node.id] : [])));
  const count = ({ nodes, edges }: Pick<GraphDoc, 'nodes' | 'edges'>) => {
    const uses = usesIn(nodes);
    return edges.filter((edge) =>
      side === 'in'
        ? uses.has(edge.target) && edge.targetPort === port
        : uses.has(edge.source) && edge.sourcePort === port,
    ).length;
  };
  // The ports of a composite block around it are wired to it too.
  const countPorts = ({ nodes, inputs, outputs }: Composite) => {
    const uses = usesIn(nodes);
    return (side === 'in' ? inputs : outputs).filter((end) => uses.has(end.node) && end.port === port).length;
  };
  return graph.composites.reduce((sum, one) => sum + count(one) + countPorts(one), count(graph));
}
