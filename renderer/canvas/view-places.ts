import { getViewportForBounds, type Viewport } from '@xyflow/react';
import { boundsOf, type Rect, type Size } from '../state/block-place';

export const ZOOM = { least: 0.1, most: 2.5 } as const;
/** A fitted drawing is not enlarged beyond its own size. */
const MOST_FITTED = 1;
/** Leaves the buttons below the drawing free. */
const PADDING = { top: '20px', right: '28px', bottom: '52px', left: '28px' } as const;
/** What is brought in lies so far from the edge. */
const MARGIN = 16;
/** Room for the buttons below. */
const BELOW = 56;

export const OVERVIEW = { width: 150, height: 96 } as const;
/** What the overview covers, with its margin. */
const CORNER = { width: OVERVIEW.width + 30, height: OVERVIEW.height + 30 } as const;

/** Whether a rectangle of the drawing lies under the overview, at least in part. */
const isUnderOverview = (rect: Rect, { x, y, zoom }: Viewport, view: Size): boolean =>
  (rect.x + rect.width) * zoom + x > view.width - CORNER.width &&
  (rect.y + rect.height) * zoom + y > view.height - CORNER.height;

/** The view that shows all items, as large as can be; none lies under the overview where that is shown and leaves room. */
export function fitted(
  items: Parameters<typeof boundsOf>[0],
  { width, height }: Size,
  hasOverview: boolean,
): Viewport {
  const bounds = boundsOf(items)!;
  const fit = (padding: { readonly right?: number; readonly bottom?: number }) =>
    getViewportForBounds(bounds, width, height, ZOOM.least, MOST_FITTED, {
      ...PADDING,
      ...(padding.right && { right: `${padding.right}px` }),
      ...(padding.bottom && { bottom: `${padding.bottom}px` }),
    });
  const first = fit({});
  const isCovered = items.some((item) => isUnderOverview(boundsOf([item])!, first, { width, height }));
  if (!hasOverview || !isCovered) return first;
  // At the least zoom a drawing may not have the room that is left.
  const isWhole = ({ x, y, zoom }: Viewport) =>
    bounds.x * zoom + x >= 0 &&
    bounds.y * zoom + y >= 0 &&
    (bounds.x + bounds.width) * zoom + x <= width &&
    (bounds.y + bounds.height) * zoom + y <= height;
  const others = [fit({ bottom: CORNER.height }), fit({ right: CORNER.width })].filter(isWhole);
  return others.toSorted((a, b) => b.zoom - a.zoom)[0] ?? first;
}

/** How far a stretch has to move to lie between two bounds; its beginning counts where it is too long. */
function shiftInto(start: number, length: number, from: number, to: number): number {
  const back = Math.min(0, to - (start + length));
  return start + back < from ? from - start : back;
}

/** What lies over the canvas, in CSS pixels. */
interface Covered {
  readonly left?: number;
  readonly top?: number;
  readonly hasOverview?: boolean;
}

/**
 * The view that differs as little as can be and shows a rectangle of the drawing, or its upper left part where all of it finds no room. It does not lie
 * under the overview where there is room above or beside that.
 */
export function broughtIn(
  rect: Rect,
  { x: left, y: top, zoom }: Viewport,
  view: Size,
  { left: coveredLeft = 0, top: coveredTop = 0, hasOverview = false }: Covered = {},
): Viewport {
  const { x, y, width, height } = rect;
  const room = {
    left: MARGIN + coveredLeft,
    top: MARGIN + coveredTop,
    right: view.width - MARGIN,
    bottom: view.height - BELOW,
  };
  const across = (right: number) => left + shiftInto(x * zoom + left, width * zoom, room.left, right);
  const down = (bottom: number) => top + shiftInto(y * zoom + top, height * zoom, room.top, bottom);
  const first = { x: across(room.right), y: down(room.bottom), zoom };
  const corner = { x: view.width - CORNER.width, y: view.height - CORNER.height };
  const isFree = (at: Viewport) => !isUnderOverview(rect, at, view);
  if (!hasOverview || isFree(first)) return first;
  const moved = (at: Viewport) => Math.hypot(at.x - left, at.y - top);
  const others = [
    { ...first, y: down(corner.y) },
    { ...first, x: across(corner.x) },
  ];
  return others.filter(isFree).toSorted((a, b) => moved(a) - moved(b))[0] ?? first;
}
