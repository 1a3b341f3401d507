import type { Frame, GraphDoc, Note } from '#shared/graph/document';
import { boundsOf, contains, GRID, type Point, type Rect, rectOf, snapped } from './block-place';
import { freshId, itemsOf } from './graph-edits';

/** From what a frame holds to its edges; the title stands above. */
const PADDING = 2 * GRID;
const TITLE = 2 * GRID;
/** Size of a new note. */
export const NOTE = { width: 14 * GRID, height: 7 * GRID } as const;
/** Frames and notes are not made smaller. */
export const LEAST = { width: 6 * GRID, height: 4 * GRID } as const;

interface Added {
  readonly graph: GraphDoc;
  readonly id: string;
}

/** A frame around blocks, notes and other frames; null when none of them is drawn. */
export function addFrame(graph: GraphDoc, ids: ReadonlySet<string>, title: string): Added | null {
  const rect = aroundAll(itemsOf(graph).filter(({ id }) => ids.has(id)));
  if (!rect) return null;
  const id = freshId('f');
  const { x, y, ...size } = rect;
  return { graph: { ...graph, frames: [...graph.frames, { id, title, position: { x, y }, size }] }, id };
}

/** An empty note with its middle at `at`. */
export function addNote(graph: GraphDoc, at: Point): Added {
  const id = freshId('t');
  const position = snapped({ x: at.x - NOTE.width / 2, y: at.y - NOTE.height / 2 });
  return { graph: { ...graph, notes: [...graph.notes, { id, text: '', position, size: NOTE }] }, id };
}

export const updateFrame = (graph: GraphDoc, id: string, change: Partial<Omit<Frame, 'id'>>): GraphDoc => ({
  ...graph,
  frames: changed<Frame>(graph.frames, id, change),
});

export const updateNote = (graph: GraphDoc, id: string, change: Partial<Omit<Note, 'id'>>): GraphDoc => ({
  ...graph,
  notes: changed<Note>(graph.notes, id, change),
});

/** Gives a frame or note another place and size. */
export function resize(graph: GraphDoc, id: string, { x, y, width, height }: Rect): GraphDoc {
  const place = { position: { x, y }, size: { width, height } };
  return updateNote(updateFrame(graph, id, place), id, place);
}

/** Ids of all that lies wholly inside a frame. */
export function heldBy(graph: GraphDoc, frame: Frame): readonly string[] {
  const outer = rectOf(frame);
  return itemsOf(graph).flatMap((item) =>
    item.id !== frame.id && contains(outer, rectOf(item)) && !isTwin(frame, item) ? [item.id] : [],
  );
}

/** `places`, and those of all that is held by frames among them. */
export function withHeld(graph: GraphDoc, places: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const all = new Map(places);
  const positions = new Map(itemsOf(graph).map(({ id, position }) => [id, position]));
  for (const frame of graph.frames) {
    const place = places.get(frame.id);
    if (!place) continue;
    for (const id of heldBy(graph, frame)) {
      const { x, y } = positions.get(id)!;
      if (!places.has(id))
        all.set(id, { x: x + place.x - frame.position.x, y: y + place.y - frame.position.y });
    }
  }
  return all;
}

/** `ids`, and all that is held by frames among them. */
export const idsWithHeld = (graph: GraphDoc, ids: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...ids, ...graph.frames.flatMap((frame) => (ids.has(frame.id) ? heldBy(graph, frame) : []))]);

/** `after`, with frames drawn anew around what they held in `before`, where that has been moved out of them. */
export function framesFollow(before: GraphDoc, after: GraphDoc): GraphDoc {
  const isUnmoved = (frame: Frame) => before.frames.includes(frame);
  // Inner frames first, so that outer ones reach around them.
  const inward = after.frames.filter(isUnmoved).toSorted((a, b) => areaOf(a) - areaOf(b));
  return inward.reduce((graph, frame) => {
    const held = new Set(heldBy(before, frame));
    const items = itemsOf(graph).filter(({ id }) => held.has(id));
    const isInside = items.every((item) => contains(rectOf(frame), rectOf(item)));
    const rect = isInside ? null : aroundAll(items);
    return rect ? resize(graph, frame.id, rect) : graph;
  }, after);
}

const changed = <T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  change: Partial<Omit<T, 'id'>>,
): readonly T[] => items.map((item) => (item.id === id ? { ...item, ...change } : item));

export const areaOf = ({ size }: Frame): number => size.width * size.height;

/** Of two frames over each other, the one with the lesser id holds the other. */
const isTwin = (frame: Frame, item: { readonly id: string; readonly position: Point }): boolean =>
  contains(rectOf(item), rectOf(frame)) && frame.id > item.id;

function aroundAll(items: Parameters<typeof boundsOf>[0]): Rect | null {
  const bounds = boundsOf(items);
  return (
    bounds && {
      x: bounds.x - PADDING,
      y: bounds.y - PADDING - TITLE,
      width: bounds.width + 2 * PADDING,
      height: bounds.height + 2 * PADDING + TITLE,
    }
  );
}
