import type { Point } from '../state/block-place';
import { BLOCK, GAP } from '../state/block-place';

/** How a wire runs. */
export interface Route {
  /** An SVG path. */
  readonly path: string;
  /** Where its text stands: the middle of its base line. */
  readonly label: Point;
  /** Points along the path, close enough together to measure distances. */
  readonly points: readonly Point[];
}

/** Diameter of a port. */
export const PORT = 12;
const RADIUS = 12;
/** How far a wire that goes around leaves its block. */
const STUB = 24;
const SAMPLES = 24;
/** The text stands this far above the wire. */
const LIFT = 7;

/**
 * The way from an output to an input: a curve to the right, or around below the block where the target lies to the left. With a `channel`
 * it runs at that height instead, over the blocks between.
 */
export function wireRoute(source: Point, target: Point, channel: number | null = null): Route {
  if (target.x < source.x + STUB) return around(source, target, heightBetween(source, target));
  return channel === null ? curve(source, target) : around(source, target, channel);
}

function curve(a: Point, d: Point): Route {
  const bend = (d.x - a.x) / 2;
  const [b, c] = [
    { x: a.x + bend, y: a.y },
    { x: d.x - bend, y: d.y },
  ];
  const points = Array.from({ length: SAMPLES + 1 }, (_, i) => bezierAt(a, b, c, d, i / SAMPLES));
  return {
    path: `M${a.x},${a.y} C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`,
    label: { x: (a.x + d.x) / 2, y: (a.y + d.y) / 2 - LIFT },
    points,
  };
}

/** De Casteljau's point of a cubic curve. */
function bezierAt(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const mix = (p: Point, q: Point): Point => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });
  const [ab, bc, cd] = [mix(a, b), mix(b, c), mix(c, d)];
  return mix(mix(ab, bc), mix(bc, cd));
}

/** Between the rows, beside the source's own; below both blocks where they stand on one row. */
function heightBetween(a: Point, d: Point): number {
  const aside = (BLOCK.height + GAP.y) / 2;
  const isOnOtherRow = Math.abs(d.y - a.y) >= BLOCK.height;
  return isOnOtherRow ? a.y + Math.sign(d.y - a.y) * aside : Math.max(a.y, d.y) + aside;
}

function around(a: Point, d: Point, height: number): Route {
  const corners = [
    a,
    { x: a.x + STUB, y: a.y },
    { x: a.x + STUB, y: height },
    { x: d.x - STUB, y: height },
    { x: d.x - STUB, y: d.y },
    d,
  ];
  return {
    path: roundedPath(corners),
    label: { x: (a.x + d.x) / 2, y: height - LIFT },
    points: corners.flatMap((corner, i) => (i === 0 ? [corner] : between(corners[i - 1]!, corner))),
  };
}

/** Points from `a`, left out, to `b`. */
function between(a: Point, b: Point): Point[] {
  const parts = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / STUB));
  return Array.from({ length: parts }, (_, i) => {
    const t = (i + 1) / parts;
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  });
}

/** A path along corners that are cut round. */
function roundedPath(corners: readonly Point[]): string {
  const parts = corners.slice(1, -1).map((corner, i) => {
    const [before, after] = [corners[i]!, corners[i + 2]!];
    const start = towards(corner, before);
    const end = towards(corner, after);
    return `L${start.x},${start.y} Q${corner.x},${corner.y} ${end.x},${end.y}`;
  });
  const [first, last] = [corners[0]!, corners.at(-1)!];
  return `M${first.x},${first.y} ${parts.join(' ')} L${last.x},${last.y}`;
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Height of a port on its block: ports share the side evenly. */
export const portY = (index: number, count: number): number => (BLOCK.height * (index + 1)) / (count + 1);

/** Where the wire of a port begins, at the outer edge of its dot. */
export const portPoint = (block: Point, side: 'in' | 'out', index: number, count: number): Point => ({
  x: side === 'in' ? block.x - PORT / 2 : block.x + BLOCK.width + PORT / 2,
  y: block.y + portY(index, count),
});

/** How far a point is from a line through points. */
export function distanceTo(points: readonly Point[], { x, y }: Point): number {
  let least = Infinity;
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1]!, points[i]!];
    const [dx, dy] = [q.x - p.x, q.y - p.y];
    const square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - p.x) * dx + (y - p.y) * dy) / square));
    least = Math.min(least, Math.hypot(x - p.x - t * dx, y - p.y - t * dy));
  }
  return least;
}
