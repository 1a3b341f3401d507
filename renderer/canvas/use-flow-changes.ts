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
import { framesFollow, heldBy, withHeld } from '../state/frames-and-notes';
import { findNode, moveItems, spliceNode, throughPorts } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';
import { stepLabel } from '../state/step-label';
import { freePlaces, snappedPlaces } from './drag-places';
import { useSettings } from '../state/settings-store';
import { wireAt } from './find-wire';
import type { CanvasFlowNode, WireFlowEdge } from './flow-adapter';
import { isDraggedFreely } from './free-drag';
import { markSplice, useInteraction } from './interaction-store';
import { kept } from '../state/kept';
import { dragTo, endDrag } from './moving-blocks';
import { viewNow } from './moving-view';
import { seenOf } from './seen';

type Handlers = Required<
  Pick<ReactFlowProps<CanvasFlowNode, WireFlowEdge>, 'onNodesChange' | 'onEdgesChange' | 'onNodeClick'>
>;

/** Selecting and moving. While blocks are dragged only the picture moves; letting go is one step of undo. */
export function useFlowChanges(): Handlers {
  const flow = useStoreApi();
  return useMemo(
    () => ({
      onNodesChange: (changes) => {
        const selected = changes.filter((change) => change.type === 'select');
        if (flow.getState().userSelectionRect !== null) applyBox(selected);
        else applySelection(selected);
        applyMoves(changes, flow.getState());
      },
      onEdgesChange: (changes) => {
        const isBoxSelection = flow.getState().userSelectionRect !== null;
        const selected = changes.filter((change) => change.type === 'select');
        // A box takes blocks; wires come and go with their blocks.
        applySelection(isBoxSelection ? selected.filter((change) => !change.selected) : selected);
      },
      onNodeClick: (event, node) => {
        // A plain click on one of several selected blocks chooses it alone.
        if (!event.shiftKey && !event.ctrlKey && !event.metaKey) useProject.getState().select([node.id]);
      },
    }),
    [flow],
  );
}

const graphNow = (): GraphDoc => currentGraph();

function applySelection(changes: readonly NodeSelectionChange[]): void {
  if (changes.length === 0) return;
  const next = new Set(useProject.getState().selection);
  for (const { id, selected } of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  useProject.getState().select([...next]);
}

/** A box takes blocks and notes that it touches, and the frames of which it takes all that they hold. */
function applyBox(changes: readonly NodeSelectionChange[]): void {
  const graph = graphNow();
  const isFrame = (id: string) => graph.frames.some((frame) => frame.id === id);
  applySelection(changes.filter(({ id, selected }) => !selected || !isFrame(id)));
  const { selection } = useProject.getState();
  const taken = graph.frames.filter((frame) => {
    const held = heldBy(graph, frame).filter((id) => !isFrame(id));
    return held.length > 0 && held.every((id) => selection.has(id));
  });
  applySelection(
    graph.frames.map((frame) => ({ type: 'select', id: frame.id, selected: taken.includes(frame) })),
  );
}

type FlowState = ReturnType<ReturnType<typeof useStoreApi>['getState']>;

function applyMoves(changes: readonly NodeChange<CanvasFlowNode>[], state: FlowState): void {
  const moves = changes.filter(
    (change): change is NodePositionChange & { position: Point } =>
      // Resizing at the left or top edge moves too, but it is no drag.
      change.type === 'position' && change.position !== undefined && change.dragging !== undefined,
  );
  if (moves.length === 0) return;
  const moved = () => withHeld(graphNow(), new Map(moves.map(({ id, position }) => [id, position])));
  if (moves.some(({ dragging }) => dragging)) {
    dragSoon(() => show(moved(), state));
  } else {
    endWaiting();
    // What is let go stays where it was seen.
    letGo(endDrag() ?? moved());
  }
}

/** The latest places under the pointer, not yet shown. */
let waiting: { readonly show: () => void; readonly frame: number } | null = null;

/** Shows what is dragged once for each picture of the screen, however often the mouse reports. */
function dragSoon(showNow: () => void): void {
  if (waiting) cancelAnimationFrame(waiting.frame);
  waiting = { show: showNow, frame: requestAnimationFrame(endWaiting) };
}

function endWaiting(): void {
  if (!waiting) return;
  cancelAnimationFrame(waiting.frame);
  const { show: showNow } = waiting;
  waiting = null;
  showNow();
}

/** Shows what is dragged where it would come to rest. */
function show(moved: ReadonlyMap<string, Point>, state: FlowState): void {
  const view = viewNow();
  const isFree = isDraggedFreely() || !useSettings.getState().snap;
  const { places, guides, gaps } = isFree
    ? freePlaces(moved)
    : snappedPlaces(graphNow(), moved, seenOf(view, state), view.zoom);
  const before = useInteraction.getState();
  const lines = { guides: kept(before.guides, guides), gaps: kept(before.gaps, gaps) };
  if (lines.guides !== before.guides || lines.gaps !== before.gaps) useInteraction.setState(lines);
  dragTo(places, state);
  const [[id, place] = []] = places;
  markSplice(places.size === 1 && id && place ? wireUnder(graphNow(), id, place) : null);
}

function letGo(places: ReadonlyMap<string, Point>): void {
  const { spliced } = useInteraction.getState();
  const { editGraph } = useProject.getState();
  const [id] = places.keys();
  useInteraction.setState({ guides: [], gaps: [], spliced: null });
  if (spliced === null || id === undefined)
    editGraph(stepLabel({ en: 'Move', ko: '이동' }, graphNow(), dragged(places)), (graph) =>
      moveItems(graph, places),
    );
  else
    editGraph(stepLabel({ en: 'Put into a wire:', ko: '연결선에 끼우기' }, graphNow(), [id]), (graph) => {
      const moved = moveItems(graph, places);
      return framesFollow(graph, spliceNode(moved, spliced, findNode(moved, id)!));
    });
}

/** A frame that is moved stands for what it holds. */
function dragged(places: ReadonlyMap<string, Point>): readonly string[] {
  const graph = graphNow();
  const frames = graph.frames.filter(({ id }) => places.has(id));
  const held = new Set(frames.flatMap((frame) => heldBy(graph, frame)));
  return [...places.keys()].filter((id) => !held.has(id));
}

/** The wire that a loose block lies on. */
function wireUnder(graph: GraphDoc, nodeId: string, position: Point): string | null {
  const node = findNode(graph, nodeId);
  const isLoose = !graph.edges.some(({ source, target }) => source === nodeId || target === nodeId);
  if (!node || !isLoose || !throughPorts(graph, node)) return null;
  return wireAt(graph, middleOf(position), BLOCK.height / 2 - 12);
}
