import {
  type NodeChange,
  type NodePositionChange,
  type NodeSelectionChange,
  type ReactFlowProps,
  useStoreApi,
} from '@xyflow/react';
import { useMemo } from 'react';
import type { GraphDoc } from '#shared/graph/document';
import { BLOCK, middleOf, type Point } from '../state/block-place';
import { findNode, moveNodes, spliceNode, throughPorts } from '../state/graph-edits';
import { useProject } from '../state/project-store';
import { wireAt } from './find-wire';
import type { BlockFlowNode, WireFlowEdge } from './flow-adapter';
import { markSplice, useInteraction } from './interaction-store';

type Handlers = Required<
  Pick<
    ReactFlowProps<BlockFlowNode, WireFlowEdge>,
    'onNodesChange' | 'onEdgesChange' | 'onNodeDrag' | 'onNodeClick'
  >
>;

/** Selecting and moving. While blocks are dragged only the picture moves; letting go is one step of undo. */
export function useFlowChanges(): Handlers {
  const flow = useStoreApi();
  return useMemo(
    () => ({
      onNodesChange: (changes) => {
        applySelection(changes.filter((change) => change.type === 'select'));
        applyMoves(changes);
      },
      onEdgesChange: (changes) => {
        const isBoxSelection = flow.getState().userSelectionRect !== null;
        const selected = changes.filter((change) => change.type === 'select');
        // A box takes blocks; wires come and go with their blocks.
        applySelection(isBoxSelection ? selected.filter((change) => !change.selected) : selected);
      },
      onNodeDrag: (_event, node, nodes) => {
        markSplice(nodes.length === 1 ? wireUnder(graphNow(), node.id, node.position) : null);
      },
      onNodeClick: (event, node) => {
        // A plain click on one of several selected blocks chooses it alone.
        if (!event.shiftKey && !event.ctrlKey && !event.metaKey) useProject.getState().select([node.id]);
      },
    }),
    [flow],
  );
}

const graphNow = (): GraphDoc => useProject.getState().project.graph;

function applySelection(changes: readonly NodeSelectionChange[]): void {
  if (changes.length === 0) return;
  const next = new Set(useProject.getState().selection);
  for (const { id, selected } of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  useProject.getState().select([...next]);
}

function applyMoves(changes: readonly NodeChange<BlockFlowNode>[]): void {
  const moves = changes.filter(
    (change): change is NodePositionChange & { position: Point } =>
      change.type === 'position' && change.position !== undefined,
  );
  if (moves.length === 0) return;
  const moved = new Map(moves.map(({ id, position }) => [id, position]));
  if (moves.some(({ dragging }) => dragging)) useInteraction.setState({ moved });
  else letGo(moved);
}

function letGo(places: ReadonlyMap<string, Point>): void {
  const { spliced } = useInteraction.getState();
  const { editGraph } = useProject.getState();
  const [id] = places.keys();
  useInteraction.setState({ moved: null, spliced: null });
  if (spliced === null || id === undefined)
    editGraph({ en: 'Move', ko: '이동' }, (graph) => moveNodes(graph, places));
  else
    editGraph({ en: 'Put into a wire', ko: '연결선에 끼우기' }, (graph) => {
      const moved = moveNodes(graph, places);
      return spliceNode(moved, spliced, findNode(moved, id)!);
    });
}

/** The wire that a loose block lies on. */
function wireUnder(graph: GraphDoc, nodeId: string, position: Point): string | null {
  const node = findNode(graph, nodeId);
  const isLoose = !graph.edges.some(({ source, target }) => source === nodeId || target === nodeId);
  if (!node || !isLoose || !throughPorts(graph, node)) return null;
  return wireAt(graph, middleOf(position), BLOCK.height / 2 - 12);
}
