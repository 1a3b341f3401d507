import { useInspectorTab } from '../inspector/inspector-tab';
import { rectOf, type Rect } from '../state/block-place';
import { canvasView } from '../state/canvas-view';
import { findNode, itemsOf } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';
import { connectStarts } from './connect-candidates';
import { routeOf } from './find-wire';
import { openConnectList } from './interaction-store';
import { type Direction, walk, wireBeside } from './walk';

const graphNow = () => currentGraph();

/** What was selected last, which the arrow keys begin at. */
const current = (): string | null => [...useProject.getState().selection].at(-1) ?? null;

/** Selects what lies next in a direction, and brings it into view. */
export function step(direction: Direction): void {
  const next = walk(graphNow(), current(), direction);
  if (next !== null) go(next);
}

/** From a block to the wire at that side of it. */
export function stepOntoWire(direction: Direction): void {
  const id = current();
  const isBlock = id !== null && findNode(graphNow(), id) !== undefined;
  if (isBlock && (direction === 'left' || direction === 'right')) {
    const wire = wireBeside(graphNow(), id, direction);
    if (wire !== null) go(wire);
  } else step(direction);
}

function go(id: string): void {
  useProject.getState().select([id]);
  const rect = rectAt(id);
  if (rect) canvasView()?.bringIn(rect);
}

function rectAt(id: string): Rect | null {
  const graph = graphNow();
  const item = itemsOf(graph).find((one) => one.id === id);
  if (item) return rectOf(item);
  const edge = graph.edges.find((one) => one.id === id);
  const route = edge && routeOf(graph, edge);
  if (!route) return null;
  const [xs, ys] = [route.points.map(({ x }) => x), route.points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Whether one block or wire is selected that can be connected. */
export const canConnect = (): boolean => {
  const { selection } = useProject.getState();
  return selection.size === 1 && connectStarts(graphNow(), current()!).length > 0;
};

/** Opens the list of what the selected block, or the end of the selected wire, can be connected with. */
export function connectSelection(): void {
  const id = current();
  if (id !== null) openConnectList(id);
}

/** Gives the keys to the first field of what is selected, in the inspector. */
export function editParameters(): void {
  useInspectorTab.getState().setTab('parameters');
  // The tab has to be drawn first.
  requestAnimationFrame(() => requestAnimationFrame(focusFirstField));
}

function focusFirstField(): void {
  const inspector = document.getElementById('inspector');
  const panel = inspector?.querySelector('[role=tabpanel]') ?? inspector;
  const field =
    panel?.querySelector<HTMLElement>(
      'input:not([type=search], :disabled), select:not(:disabled), textarea:not(:disabled)',
    ) ?? inspector?.querySelector<HTMLElement>('button:not(:disabled)');
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
