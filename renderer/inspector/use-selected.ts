import { useDeferredValue, useMemo } from 'react';
import type { Frame, GraphEdge, GraphNode } from '#shared/graph/document';
import { useGraph, useProject } from '../state/project-store';

interface Selected {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly frames: readonly Frame[];
}

/** The selected blocks, wires and frames, in the drawing's order. What is selected anew comes once the canvas shows that, and a hand that drags it goes before. */
export function useSelected(): Selected {
  const graph = useGraph();
  const selection = useDeferredValue(useProject((state) => state.selection));
  return useMemo(
    () => ({
      nodes: graph.nodes.filter(({ id }) => selection.has(id)),
      edges: graph.edges.filter(({ id }) => selection.has(id)),
      frames: graph.frames.filter(({ id }) => selection.has(id)),
    }),
    [graph, selection],
  );
}
