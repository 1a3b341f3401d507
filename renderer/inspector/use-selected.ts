import { useMemo } from 'react';
import type { GraphEdge, GraphNode } from '#shared/graph/document';
import { useProject } from '../state/project-store';

interface Selected {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The selected blocks and wires, in the drawing's order. */
export function useSelected(): Selected {
  const graph = useProject((state) => state.project.graph);
  const selection = useProject((state) => state.selection);
  return useMemo(
    () => ({
      nodes: graph.nodes.filter(({ id }) => selection.has(id)),
      edges: graph.edges.filter(({ id }) => selection.has(id)),
    }),
    [graph, selection],
  );
}
