import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { selectedTail } from '../canvas/add-layer';
import { BLOCK, freePlace, snapped } from '../state/block-place';
import { canvasView } from '../state/canvas-view';
import { withoutUnused } from '../state/composites';
import { framesFollow } from '../state/frames-and-notes';
import { findNode, insertAfter, pasteItems } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';

/**
 * Puts a composite of another drawing into this one as a block: behind the selected block, whose wires it takes over, else in the middle of
 * the view. One step of undo.
 */
export function insertBlock(from: GraphDoc, compositeId: string): void {
  const { graph, id } = withBlock(currentGraph(), from, compositeId, selectedTail(), middle());
  if (id === null) return;
  useProject
    .getState()
    .editGraph({ en: 'Insert a block', ko: '블록 넣기' }, (before) => framesFollow(before, graph), {
      select: [id],
    });
  canvasView()?.fitSelection();
}

const middle = () => {
  const { x, y } = canvasView()?.centre() ?? { x: 0, y: 0 };
  return { x: x - BLOCK.width / 2, y: y - BLOCK.height / 2 };
};

/** The drawing with a composite of another one as a block; `id` is null where there is no such composite. */
export function withBlock(
  graph: GraphDoc,
  from: GraphDoc,
  compositeId: string,
  tail: string | null,
  at: { readonly x: number; readonly y: number },
): { readonly graph: GraphDoc; readonly id: string | null } {
  const composite = from.composites.find(({ id }) => id === compositeId);
  if (!composite) return { graph, id: null };
  const block: GraphNode = {
    id: 'block',
    type: 'composite',
    name: composite.name,
    params: {},
    trainable: true,
    bypassed: false,
    position: { x: 0, y: 0 },
    composite: { id: compositeId, repeat: 1 },
  };
  const items = withoutUnused({
    nodes: [block],
    edges: [],
    frames: [],
    notes: [],
    composites: from.composites,
  });
  const pasted = pasteItems(graph, items, freePlace(graph, snapped(at)));
  const id = pasted.ids[0] ?? null;
  const node = id === null ? undefined : findNode(pasted.graph, id);
  if (tail === null || !node) return { graph: pasted.graph, id };
  const without = { ...pasted.graph, nodes: pasted.graph.nodes.filter((other) => other !== node) };
  return { graph: insertAfter(without, tail, node), id };
}
