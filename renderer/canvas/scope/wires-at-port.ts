import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';

interface Drawing {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** How many wires hang on a port of a composite outside, at all the blocks that are made of it. */
export function wiresAtPort(graph: GraphDoc, composite: string, side: 'in' | 'out', port: string): number {
  const count = ({ nodes, edges }: Drawing) => {
    const uses = new Set(nodes.flatMap((node) => (node.composite?.id === composite ? [node.id] : [])));
    return edges.filter((edge) =>
      side === 'in'
        ? uses.has(edge.target) && edge.targetPort === port
        : uses.has(edge.source) && edge.sourcePort === port,
    ).length;
  };
  return [graph, ...graph.composites].reduce((sum, drawing) => sum + count(drawing), 0);
}
