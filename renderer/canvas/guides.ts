import type { Point, Rect } from '../state/block-place';

/** A line that what is dragged keeps to: edges or middles at the same place as those of others. */
export interface Guide {
  /** `x`: a vertical line at that x; `y`: a horizontal one. */
  readonly axis: Axis;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A gap as wide as the one beside it. */
export interface Gap {
  /** `x`: between two neighbours in a row; `y`: in a column. */
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
  /** Where it is drawn on the other axis. */
  readonly at: number;
}

export interface Snapped {
  /** How far the dragged has to be moved. */
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
  readonly gaps: readonly Gap[];
}

type Axis = 'x' | 'y';

/** Differences below are roundings. */
const SAME = 0.5;

/**
 * Where something that is dragged comes to rest: at edges and middles of others, or at the same distance from its neighbours as theirs is, where that
 * is at most `reach` away; else, on each axis by itself, at the next place of the grid, which `corner` counts from. Units are the drawing's.
 */
export function snapToGuides(
  box: Rect,
  others: readonly Rect[],
  { reach, grid, corner }: { readonly reach: number; readonly grid: number; readonly corner: Point },
): Snapped {
  const delta = (axis: Axis): number => {
    let nearest = Infinity;
    const consider = (distance: number) => {
      if (Math.abs(distance) < Math.abs(nearest)) nearest = distance;
    };
    const own = marks(box, axis);
    for (const other of others)
      for (const [i, mark] of marks(other, axis).entries()) consider(mark - own[i]!);
    for (const distance of spacings(box, others, axis)) consider(distance);
    if (Math.abs(nearest) <= reach) return nearest;
    return Math.round(corner[axis] / grid) * grid - corner[axis];
  };
  const [dx, dy] = [delta('x'), delta('y')];
  const placed = { ...box, x: box.x + dx, y: box.y + dy };
  return {
    dx,
    dy,
    guides: [...guidesOf(placed, others, 'x'), ...guidesOf(placed, others, 'y')],
    gaps: [...gapsOf(placed, others, 'x'), ...gapsOf(placed, others, 'y')],
  };
}

const start = (rect: Rect, axis: Axis): number => rect[axis];
const length = (rect: Rect, axis: Axis): number => (axis === 'x' ? rect.width : rect.height);
const end = (rect: Rect, axis: Axis): number => start(rect, axis) + length(rect, axis);
const across = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x');

const middle = (rect: Rect, axis: Axis): number => start(rect, axis) + length(rect, axis) / 2;

/** Beginning, middle and end. */
const marks = (rect: Rect, axis: Axis): readonly [number, number, number] => [
  start(rect, axis),
  middle(rect, axis),
  end(rect, axis),
];

/** The lines at which a box stands with others; of boxes that are equally wide only the one through the middles. */
function guidesOf(box: Rect, others: readonly Rect[], axis: Axis): readonly Guide[] {
  const lines = new Map<number, Guide>();
  const own = marks(box, axis);
  for (const other of others) {
    const same = marks(other, axis).map((mark, i) => Math.abs(mark - own[i]!) < SAME);
    const shown = same.every(Boolean) ? [1] : [0, 1, 2].filter((i) => same[i]);
    for (const i of shown) {
      const at = own[i]!;
      const known = lines.get(at);
      const side = across(axis);
      const from = Math.min(known?.from ?? Infinity, start(box, side), start(other, side));
      const to = Math.max(known?.to ?? -Infinity, end(box, side), end(other, side));
      lines.set(at, { axis, at, from, to });
    }
  }
  return [...lines.values()];
}

/** The next box before or behind, among those that stand on the same row or column. */
function neighbour(box: Rect, others: readonly Rect[], axis: Axis, side: -1 | 1): Rect | null {
  const lane = across(axis);
  const [low, high] = [start(box, lane), end(box, lane)];
  let [nearest, least]: [Rect | null, number] = [null, Infinity];
  for (const other of others) {
    if (start(other, lane) >= high || end(other, lane) <= low) continue;
    const distance = (middle(other, axis) - middle(box, axis)) * side;
    if (distance > 0 && distance < least) [nearest, least] = [other, distance];
  }
  return nearest;
}

/** The gap between two boxes, the first one first; negative where they overlap. */
const between = (a: Rect, b: Rect, axis: Axis): number => start(b, axis) - end(a, axis);

interface Row {
  readonly before: Rect | null;
  readonly behind: Rect | null;
  /** The gap before the box before, and behind the box behind. */
  readonly gapBefore: { readonly rects: readonly [Rect, Rect]; readonly size: number } | null;
  readonly gapBehind: { readonly rects: readonly [Rect, Rect]; readonly size: number } | null;
}

function rowOf(box: Rect, others: readonly Rect[], axis: Axis): Row {
  const [before, behind] = [neighbour(box, others, axis, -1), neighbour(box, others, axis, 1)];
  const further = before && neighbour(before, others, axis, -1);
  const farther = behind && neighbour(behind, others, axis, 1);
  const gap = (a: Rect | null, b: Rect | null) => {
    const size = a && b ? between(a, b, axis) : 0;
    return a && b && size > 0 ? { rects: [a, b] as const, size } : null;
  };
  return { before, behind, gapBefore: gap(further, before), gapBehind: gap(behind, farther) };
}

function spacings(box: Rect, others: readonly Rect[], axis: Axis): readonly number[] {
  const { before, behind, gapBefore, gapBehind } = rowOf(box, others, axis);
  const wanted: number[] = [];
  if (before && behind && between(before, behind, axis) > length(box, axis))
    wanted.push((end(before, axis) + start(behind, axis) - length(box, axis)) / 2);
  if (before && gapBefore) wanted.push(end(before, axis) + gapBefore.size);
  if (behind && gapBehind) wanted.push(start(behind, axis) - gapBehind.size - length(box, axis));
  return wanted.map((place) => place - start(box, axis));
}

/** The gaps around a box that are as wide as the one beside them. */
function gapsOf(box: Rect, others: readonly Rect[], axis: Axis): readonly Gap[] {
  const { before, behind, gapBefore, gapBehind } = rowOf(box, others, axis);
  const left = before && between(before, box, axis);
  const right = behind && between(box, behind, axis);
  const isSame = (a: number | null | undefined, b: number | null | undefined) =>
    typeof a === 'number' && typeof b === 'number' && a > 0 && Math.abs(a - b) < SAME;
  const pairs: (readonly [Rect, Rect])[] = [];
  if (isSame(left, right)) pairs.push([before!, box], [box, behind!]);
  if (isSame(left, gapBefore?.size)) pairs.push(gapBefore!.rects, [before!, box]);
  if (isSame(right, gapBehind?.size)) pairs.push([box, behind!], gapBehind!.rects);
  const gaps = pairs.map(([a, b]): Gap => {
    const lane = across(axis);
    const low = Math.max(start(a, lane), start(b, lane));
    const high = Math.min(end(a, lane), end(b, lane));
    return { axis, from: end(a, axis), to: start(b, axis), at: (low + high) / 2 };
  });
  return [...new Map(gaps.map((gap) => [gap.from, gap])).values()];
}
