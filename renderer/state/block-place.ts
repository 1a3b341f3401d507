import type { GraphDoc, GraphNode } from '#shared/graph/document';

/** A place in the drawing's own units, which are CSS pixels at a zoom of 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Distance of the drawn dots; blocks snap to them. Sizes and gaps below are multiples. */
export const GRID = 16;
/** Size of every block. */
export const BLOCK = { width: 192, height: 144 } as const;
/** Room between neighbours: wide enough for a shape on the wire. */
export const GAP = { x: 80, y: 48 } as const;
/** From a block to the next in its row, and from a row to the next. */
export const STEP = { x: BLOCK.width + GAP.x, y: BLOCK.height + GAP.y } as const;

/** The nearest place on the grid; never the negative zero, which a file does not know. */
export const snapped = ({ x, y }: Point): Point => ({
  x: Math.round(x / GRID) * GRID + 0,
  y: Math.round(y / GRID) * GRID + 0,
});

/** Whether two places are the same. */
export const samePoint = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;

/** The way from one place to another. */
export const wayBetween = (from: Point, to: Point): Point => ({ x: to.x - from.x, y: to.y - from.y });

/** Where a block lies whose middle is at `point`, on the grid. */
export const centredAt = ({ x, y }: Point): Point =>
  snapped({ x: x - BLOCK.width / 2, y: y - BLOCK.height / 2 });

export const middleOf = ({ x, y }: Point): Point => ({ x: x + BLOCK.width / 2, y: y + BLOCK.height / 2 });

export interface Size {
  readonly width: number;
  readonly height: number;
}
export type Rect = Point & Size;

/** A block, or a frame or note, which have sizes of their own. */
interface Placed {
  readonly position: Point;
  readonly size?: Size;
}

export const rectOf = ({ position, size = BLOCK }: Placed): Rect => ({
  x: position.x,
  y: position.y,
  width: size.width,
  height: size.height,
});

/** The rectangle around what lies in the drawing; null when there is nothing. */
export function boundsOf(items: readonly Placed[]): Rect | null {
  if (items.length === 0) return null;
  const rects = items.map(rectOf);
  const [x, y] = [Math.min(...rects.map((rect) => rect.x)), Math.min(...rects.map((rect) => rect.y))];
  return {
    x,
    y,
    width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
    height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y,
  };
}

/** Whether `inner` lies wholly within `outer`. */
export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlap = (a: Point, b: Point): boolean =>
  Math.abs(a.x - b.x) < BLOCK.width && Math.abs(a.y - b.y) < BLOCK.height;

/** `place`, or the nearest one below and right of it where a block covers no other. */
export function freePlace(graph: GraphDoc, place: Point): Point {
  let { x, y } = place;
  for (;;) {
    const covered = graph.nodes.find(({ position }) => overlap(position, { x, y }));
    if (!covered) return { x, y };
    const below = covered.position.y + STEP.y;
    if (below - place.y <= 3 * STEP.y) y = below;
    else [x, y] = [x + STEP.x, place.y];
  }
}

/** Moves blocks that `node` would cover, and those right of them on its row, to the right. */
export function makeRoom(graph: GraphDoc, node: GraphNode): GraphDoc {
  const { x, y } = node.position;
  const onRow = (other: GraphNode) => other.id !== node.id && Math.abs(other.position.y - y) < BLOCK.height;
  const covered = graph.nodes.filter((other) => onRow(other) && overlap(other.position, node.position));
  if (covered.length === 0) return graph;
  const left = covered.filter(({ position }) => position.x < x);
  const ownX = Math.max(x, ...left.map(({ position }) => position.x + STEP.x));
  const right = graph.nodes.filter((other) => onRow(other) && other.position.x >= x);
  const start = Math.min(...right.map(({ position }) => position.x));
  const shift = right.length > 0 ? Math.max(0, ownX + STEP.x - start) : 0;
  const moving = new Set(right);
  return {
    ...graph,
    nodes: graph.nodes.map((other) => {
      if (other.id === node.id) return { ...other, position: { x: ownX, y } };
      if (!moving.has(other) || shift === 0) return other;
      return { ...other, position: { ...other.position, x: other.position.x + shift } };
    }),
  };
}
