import type { ReactFlowState } from '@xyflow/react';
import { type Point, wayBetween } from '../state/block-place';
import { itemsOf } from '../state/graph-edits';
import { currentGraph } from '../state/project-store';
import { useInteraction } from './interaction-store';
import { lift } from './lift';

type Places = ReadonlyMap<string, Point>;
type Canvas = Pick<ReactFlowState, 'domNode' | 'transform'>;

/** What is dragged and has not moved for so long rests. */
const REST_MS = 120;

let places: Places | null = null;
/** The view in which the page has what is dragged where `moved` says. */
let followed: Canvas['transform'] | null = null;
let resting = 0;
let elements: readonly HTMLElement[] | null = null;
let letDown: readonly (() => void)[] = [];
const listeners = new Set<() => void>();

/** Where what is dragged is seen in this moment; null where nothing is. What the page has (`moved`) follows when it rests. */
export const placesNow = (): Places | null => places;

/** Something where it is seen in this moment. */
export function asSeen<T extends { readonly id: string; readonly position: Point }>(item: T): T {
  const position = places?.get(item.id);
  return position ? { ...item, position } : item;
}

/** Calls back, within the same frame, whenever what is dragged moves, and when it is let go; returns what ends that. */
export function onDrag(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Shows what is dragged, all of it moved alike. While a hand moves it only its elements move, without React and React Flow, which follow when it rests and
 * when the view moves, since other blocks come into view then.
 */
export function dragTo(next: Places, { domNode, transform }: Canvas): void {
  places = next;
  if (followed === null) {
    const items = itemsOf(currentGraph()).filter(({ id }) => next.has(id));
    useInteraction.setState({ moved: new Map(items.map(({ id, position }) => [id, position])) });
  } else if (followed !== transform) follow();
  followed = transform;
  elements ??= elementsOf(domNode, next);
  const by = shift(useInteraction.getState().moved!, next);
  for (const { style } of elements) style.translate = `${by.x}px ${by.y}px`;
  clearTimeout(resting);
  resting = window.setTimeout(follow, REST_MS);
  for (const listener of listeners) listener();
}

/** Ends a drag; tells where it has come to. */
export function endDrag(): Places | null {
  const last = places;
  putDown();
  clearTimeout(resting);
  [places, followed] = [null, null];
  useInteraction.setState({ moved: null });
  for (const listener of listeners) listener();
  return last;
}

/** Has the page follow at once. */
function follow(): void {
  putDown();
  useInteraction.setState({ moved: places });
}

function elementsOf(domNode: Canvas['domNode'], moved: Places): readonly HTMLElement[] {
  const all = domNode?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [];
  const taken = [...all].filter((element) => moved.has(element.dataset['id']!) && hasLooks(element));
  // Before others are: what lies over a lifted element has to be a layer of its own.
  for (const element of taken) element.toggleAttribute('data-lifted', true);
  letDown = taken.map((element) => lift(element, 'translate'));
  return taken;
}

/** Whether there is something to see of an element: of a block that is only drawn (`AfarLayer`) the page may have nothing but its place. */
const hasLooks = (element: Element): boolean =>
  element.querySelector('[data-tile]') === null || element.querySelector('svg') !== null;

function putDown(): void {
  for (const end of letDown) end();
  for (const element of elements ?? []) {
    element.style.translate = '';
    element.toggleAttribute('data-lifted', false);
  }
  [elements, letDown] = [null, []];
}

function shift(from: Places, to: Places): Point {
  const [[id, place] = []] = to;
  const before = id === undefined ? undefined : from.get(id);
  return before && place ? wayBetween(before, place) : { x: 0, y: 0 };
}
