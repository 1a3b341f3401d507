import type { GraphDoc } from '#shared/graph/document';
import { boundsOf, contains, GRID, type Point, type Rect, rectOf } from '../state/block-place';
import { itemsOf } from '../state/graph-edits';
import { type Gap, type Guide, snapToGuides } from './guides';

/** Where what is dragged is, and the lines that it keeps to. */
export interface DragPlaces {
  readonly places: ReadonlyMap<string, Point>;
  readonly guides: readonly Guide[];
  readonly gaps: readonly Gap[];
}

/** How near to a guide, in pixels of the screen, something is drawn to it. */
const REACH = 6;

/** Places under the pointer as they are. */
export const freePlaces = (places: ReadonlyMap<string, Point>): DragPlaces => ({
  places,
  guides: [],
  gaps: [],
});

/**
 * Places of what is dragged, all moved alike so that they keep to the grid or to guides at what lies in `view`. The first of `places` is what the
 * pointer holds; it counts on the grid.
 */
export function snappedPlaces(
  graph: GraphDoc,
  places: ReadonlyMap<string, Point>,
  view: Rect,
  zoom: number,
): DragPlaces {
  const items = itemsOf(graph);
  const dragged = items.flatMap((item) => {
    const position = places.get(item.id);
    return position ? [{ ...item, position }] : [];
  });
  const box = boundsOf(dragged);
  const [corner] = places.values();
  if (!box || !corner) return freePlaces(places);
  const others = items
    .filter(({ id }) => !places.has(id))
    .map(rectOf)
    // What the dragged lies in is no neighbour.
    .filter((rect) => meets(rect, view) && !contains(rect, box));
  const { dx, dy, guides, gaps } = snapToGuides(box, others, { reach: REACH / zoom, grid: GRID, corner });
  return {
    places: new Map([...places].map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }])),
    guides,
    gaps,
  };
}

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
