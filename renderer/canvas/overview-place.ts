import { boundsOf, type Point, type Rect, type Size } from '../state/block-place';

/** Where the drawing lies on its overview. */
export interface OverviewPlace {
  /** Of the drawing's origin, from the corner of the overview. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the overview for each unit of the drawing. */
  readonly scale: number;
}

/** Room around the drawing, as a share of it. */
const MARGIN = 0.06;

/** Places the drawing, and what is seen of it, in the middle of an overview, as large as can be. */
export function overviewPlace(items: readonly Rect[], seen: Rect, { width, height }: Size): OverviewPlace {
  const around = boundsOf([...items, seen].map((rect) => ({ position: rect, size: rect })))!;
  const scale = Math.min(width / around.width, height / around.height) * (1 - MARGIN);
  return {
    x: width / 2 - (around.x + around.width / 2) * scale,
    y: height / 2 - (around.y + around.height / 2) * scale,
    scale,
  };
}

/** A place of the drawing on the overview. */
export const onOverview = (rect: Rect, { x, y, scale }: OverviewPlace): Rect => ({
  x: x + rect.x * scale,
  y: y + rect.y * scale,
  width: rect.width * scale,
  height: rect.height * scale,
});

/** How far the view moves, in pixels of the screen, when a hand drags the overview so far. */
export const dragOfView = (by: Point, { scale }: OverviewPlace, zoom: number): Point => ({
  x: (-by.x / scale) * zoom,
  y: (-by.y / scale) * zoom,
});
