import { useDeferredValue, useMemo } from 'react';
import type { Frame, GraphEdge, GraphNode } from '#shared/graph/document';
import { sameItems } from '#shared/graph/same';
import { useGraph, useProject } from '../state/project-store';

export interface Selected {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly frames: readonly Frame[];
}

/**
 * The selected blocks, wires and frames as they are now, in the drawing's order. Others than before, since they are selected anew or deleted, come once the canvas shows that,
 * and a hand that drags them goes before.
 */
export function useSelected(): Selected {
  const graph = useGraph();
  const selection = useProject((state) => state.selection);
  const now = useMemo(
    () => ({
      nodes: graph.nodes.filter(({ id }) => selection.has(id)),
      edges: graph.edges.filter(({ id }) => selection.has(id)),
      frames: graph.frames.filter(({ id }) => selection.has(id)),
    }),
    [graph, selection],
  );
  const later = useDeferredValue(now);
  return useMemo(() => (isOfSame(now, later) ? now : later), [now, later]);
}

const isOfSame = (a: Selected, b: Selected): boolean => sameItems(idsOf(a), idsOf(b));

/** The ids of all that is selected. */
export const idsOf = ({ nodes, edges, frames }: Selected): readonly string[] =>
  [...nodes, ...edges, ...frames].map(({ id }) => id);
