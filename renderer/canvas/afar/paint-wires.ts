import { themeColor } from '../../views/theme-color';
import type { PaintContext } from '../../views/show-painted';
import type { Distance } from '../distance';
import {
  lookAtRest,
  SHAPE_HEIGHTS,
  shapeOnWire,
  WIRE_LOOKS,
  type WireLook,
  type WireLookName,
} from '../wire-looks';
import { FONT } from './outline';
import type { WireWay } from './wire-ways';

interface Wires {
  readonly zoom: number;
  /** While one searches for something else. */
  readonly isFaint: boolean;
  readonly distance: Distance;
}

/** Draws wires as they look on the page, those of one look together; from near with the shape of what runs through them. */
export function paintWires(
  context: PaintContext,
  wires: readonly WireWay[],
  { zoom, isFaint, distance }: Wires,
): void {
  for (const [name, alike] of byLook(wires)) {
    const { color, share = 1, width, dash = [], cap }: WireLook = WIRE_LOOKS[name];
    const path = new Path2D();
    for (const { route } of alike) path.addPath(pathOf(route.path));
    context.globalAlpha = isFaint ? 0.25 : share;
    context.strokeStyle = themeColor(color);
    context.lineWidth = Math.max(width, 0.8 / zoom);
    context.lineCap = cap ?? 'butt';
    context.setLineDash([...dash]);
    context.stroke(path);
  }
  context.lineCap = 'butt';
  context.setLineDash([]);
  context.globalAlpha = isFaint ? 0.3 : 1;
  const height = SHAPE_HEIGHTS[distance];
  if (height !== undefined) for (const wire of wires) paintShape(context, wire, height);
}

function byLook(wires: readonly WireWay[]): ReadonlyMap<WireLookName, readonly WireWay[]> {
  const looks = new Map<WireLookName, WireWay[]>();
  for (const wire of wires) {
    const name = lookOf(wire);
    const alike = looks.get(name);
    if (alike) alike.push(wire);
    else looks.set(name, [wire]);
  }
  return looks;
}

const lookOf = ({ edge: { selected, data } }: WireWay): WireLookName => lookAtRest(selected, data?.isWrong);

/** Whether wires are the same line, from very far away, where no shape stands on them. */
export const sameLine = (a: WireWay, b: WireWay): boolean =>
  a === b || (a.route.path === b.route.path && lookOf(a) === lookOf(b));

/** Above the wire, with a rim in the colour of the canvas. */
function paintShape(
  context: PaintContext,
  { edge: { selected }, source, route: { label } }: WireWay,
  height: number,
): void {
  if (source.data.shape === null) return;
  const shape = shapeOnWire(source.data.shape);
  context.font = `${selected ? 500 : 400} ${height}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = themeColor('canvas');
  context.strokeText(shape, label.x, label.y);
  context.fillStyle = themeColor(selected ? 'accent' : 'muted');
  context.fillText(shape, label.x, label.y);
}

const paths = new Map<string, Path2D>();

/** Reading a path takes longer than drawing it. */
function pathOf(text: string): Path2D {
  const found = paths.get(text);
  if (found) return found;
  // Of blocks that are dragged every place leaves a path behind.
  if (paths.size > 5000) paths.clear();
  const path = new Path2D(text);
  paths.set(text, path);
  return path;
}
