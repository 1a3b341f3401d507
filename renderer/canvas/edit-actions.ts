import type { Localized } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { boundsOf, GRID, type Point, snapped } from '../state/block-place';
import { canvasView } from '../state/canvas-view';
import { copyItems, pastedItems, pickItems } from '../state/clipboard';
import { withoutUnused } from '../state/composites';
import { framesFollow, withHeld } from '../state/frames-and-notes';
import {
  type DrawnItems,
  itemsOf,
  moveItems,
  pasteItems,
  portsOf,
  removeItems,
  updateNode,
} from '../state/graph-edits';
import { currentGraph, currentInference, useProject } from '../state/project-store';
import { stepLabel } from '../state/step-label';
import { useUi } from '../state/ui-store';
import { arranged } from './auto-layout';
import { canvasPointer } from './pointer';

/** How far copies lie from what they are copies of. */
const ASIDE = 2 * GRID;

const state = () => useProject.getState();
const graphNow = (): GraphDoc => currentGraph();

/** The selected blocks, in the drawing's order. */
const selectedNodes = (): readonly GraphNode[] =>
  graphNow().nodes.filter(({ id }) => state().selection.has(id));

export const hasNodeSelection = (): boolean => selectedNodes().length > 0;

/** The selected blocks, frames and notes. */
const selectedItems = () => itemsOf(graphNow()).filter(({ id }) => state().selection.has(id));

/** Whether a block, frame or note is selected. */
export const hasItemSelection = (): boolean => selectedItems().length > 0;

/** Whether anything is selected, wires included. */
export const hasSelection = (): boolean =>
  hasItemSelection() || graphNow().edges.some(({ id }) => state().selection.has(id));

export const selectAll = (): void => state().select(itemsOf(graphNow()).map(({ id }) => id));

export const deselect = (): void => state().select([]);

/** Deletes what is selected; with `heal` the blocks before and behind are joined again. */
export function deleteSelection(heal: boolean): void {
  const ids = state().selection;
  if (!hasSelection()) return;
  const label = stepLabel({ en: 'Delete', ko: '삭제' }, graphNow(), ids);
  state().editGraph(label, (graph) => withoutUnused(removeItems(graph, ids, heal)), { select: [] });
}

export async function copySelection(): Promise<void> {
  if (hasItemSelection()) await copyItems(pickItems(graphNow(), state().selection));
}

export async function cutSelection(): Promise<void> {
  const ids = state().selection;
  if (!hasItemSelection()) return;
  const copied = copyItems(pickItems(graphNow(), ids));
  const label = stepLabel({ en: 'Cut', ko: '잘라내기' }, graphNow(), ids);
  state().editGraph(label, (graph) => withoutUnused(removeItems(graph, ids)), { select: [] });
  await copied;
}

/** What was pasted last, where, and how often. */
let last = { ids: '', x: 0, y: 0, times: 0 };

/** Pastes what was copied with its middle at the pointer; without a pointer over the canvas, beside the originals or in the middle of the view. */
export async function paste(): Promise<void> {
  const items = await pastedItems();
  if (!items) {
    useUi.getState().toast({
      en: 'The clipboard holds nothing that was copied from a drawing.',
      ko: '클립보드에 캔버스에서 복사한 내용이 없습니다.',
    });
    return;
  }
  const { x, y } = pasteOffset(items);
  const ids = itemsOf(items)
    .map(({ id }) => id)
    .join(' ');
  const isAgain = ids === last.ids && x === last.x && y === last.y;
  last = { ids, x, y, times: isAgain ? last.times + 1 : 0 };
  // Copies do not cover each other.
  const aside = last.times * ASIDE;
  placeCopies({ en: 'Paste', ko: '붙여넣기' }, items, { x: x + aside, y: y + aside });
}

function pasteOffset(copied: DrawnItems): Point {
  const items = itemsOf(copied);
  const originals = new Set(itemsOf(graphNow()).map(({ id }) => id));
  const isHere = items.some(({ id }) => originals.has(id));
  const at = canvasPointer()?.drawing ?? (isHere ? undefined : canvasView()?.centre());
  if (!at) return { x: ASIDE, y: ASIDE };
  const { x, y, width, height } = boundsOf(items)!;
  return snapped({ x: at.x - width / 2 - x, y: at.y - height / 2 - y });
}

export function duplicateSelection(): void {
  if (!hasItemSelection()) return;
  const offset = { x: ASIDE, y: ASIDE };
  placeCopies({ en: 'Duplicate', ko: '복제' }, pickItems(graphNow(), state().selection), offset);
}

function placeCopies(label: Localized, items: DrawnItems, offset: Point): void {
  const { graph, ids } = pasteItems(graphNow(), items, offset);
  state().editGraph(stepLabel(label, graph, ids), () => graph, { select: ids });
}

/** Begins to rename the first selected block or frame, or to edit the text of a note. */
export function renameSelection(): void {
  const [item] = selectedItems();
  if (item) useUi.getState().rename(item.id);
}

/** Bypasses the selected blocks, or takes them in again when all of them are bypassed. Only blocks that data passes through can be. */
export function toggleBypass(): void {
  const graph = graphNow();
  const nodes = selectedNodes().filter((node) => {
    const { inputs, outputs } = portsOf(graph, node);
    return inputs.length > 0 && outputs.length > 0;
  });
  const bypassed = !nodes.every((node) => node.bypassed);
  change(
    nodes,
    bypassed ? { en: 'Bypass', ko: '건너뛰기' } : { en: 'No longer bypass', ko: '건너뛰기 해제' },
    (node) => ({ ...node, bypassed }),
    {
      en: 'The ends of the network cannot be bypassed.',
      ko: '신경망의 양 끝 블록은 건너뛸 수 없습니다.',
    },
  );
}

/** Freezes the weights of the selected blocks, or lets them learn again when all are frozen. */
export function toggleFreeze(): void {
  const { nodes: known } = currentInference();
  const nodes = selectedNodes().filter(({ id, trainable }) => {
    const inference = known.get(id);
    // Behind a problem nobody knows yet.
    return !trainable || inference?.shape === undefined || inference.params > 0;
  });
  const trainable = nodes.every((node) => !node.trainable);
  change(
    nodes,
    trainable ? { en: 'Unfreeze', ko: '가중치 고정 해제' } : { en: 'Freeze', ko: '가중치 고정' },
    (node) => ({ ...node, trainable }),
    {
      en: 'There are no weights to freeze in the selection.',
      ko: '선택한 블록에는 고정할 가중치가 없습니다.',
    },
  );
}

/** Changes blocks as one step of undo, or says why none can be. */
function change(
  nodes: readonly GraphNode[],
  label: Localized,
  edit: (node: GraphNode) => GraphNode,
  none: Localized,
): void {
  if (nodes.length === 0) {
    if (hasNodeSelection()) useUi.getState().toast(none);
    return;
  }
  const ids = nodes.map(({ id }) => id);
  state().editGraph(stepLabel(label, graphNow(), ids), (graph) =>
    ids.reduce((result, id) => updateNode(result, id, edit), graph),
  );
}

/** Arranges the selected blocks where there are several, else the whole drawing, and shows it. Frames stay around what they held. */
export function autoLayout(): void {
  const chosen = selectedNodes();
  const nodes = chosen.length > 1 ? chosen : graphNow().nodes;
  const whole = chosen.length > 1 ? null : { en: 'Arrange all', ko: '전체 자동 배치' };
  const ids = nodes.map(({ id }) => id);
  const label = whole ?? stepLabel({ en: 'Arrange', ko: '자동 배치' }, graphNow(), ids);
  state().editGraph(label, (graph) =>
    framesFollow(graph, moveItems(graph, arranged(graph, new Set(nodes.map(({ id }) => id))))),
  );
  canvasView()?.fit();
}

/** Moves what is selected, with what frames hold; steps that follow each other closely are one step of undo. */
export function nudge(dx: number, dy: number): void {
  const places = selectedItems().map(({ id, position: { x, y } }) => [id, { x: x + dx, y: y + dy }] as const);
  if (places.length === 0) return;
  const merge = `nudge ${places.map(([id]) => id).join(' ')}`;
  state().editGraph(
    stepLabel({ en: 'Move', ko: '이동' }, graphNow(), state().selection),
    (graph) => moveItems(graph, withHeld(graph, new Map(places))),
    {
      merge,
    },
  );
}
