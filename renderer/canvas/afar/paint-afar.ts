import { BLOCK } from '../../state/block-place';
import type { FindMark } from '../../find/find-store';
import { themeColor } from '../../views/theme-color';
import type { Distance } from '../distance';
import type { DrawnBlock } from '../flow-adapter';
import { boundsAt, isSeen, seenOf } from '../seen';
import { nameLines } from './block-lines';
import { FONT, outline, ring, stroke } from './outline';
import { paintGround } from './paint-ground';
import { paintWires } from './paint-wires';
import type { WireWay } from './wire-ways';
import type { PaintContext } from '../../views/show-painted';

/** What is seen of the drawing, and how. */
export interface AfarView {
  /** Of the drawing's origin on the canvas, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels for each CSS pixel. */
  readonly ratio: number;
}

/** What there is to draw. */
export interface AfarScene {
  readonly blocks: readonly DrawnBlock[];
  readonly wires: readonly WireWay[];
  /** From very far away blocks are tiles in their colours; nearer, for the moment until they are part of the page, they look as they will then, without their picture. */
  readonly distance: Distance;
  /** How the search marks a block. */
  markOf(id: string): FindMark;
  /** The block that the wire on the pointer reaches. */
  readonly aimed: string | null;
  /** Blocks that refuse it. */
  readonly refused: ReadonlySet<string> | undefined;
  /** The share of the network's operations; null where it is not to be shown. */
  readonly costOf: ((id: string) => number) | null;
}

/** The part of a scene that is seen. */
export function seenPart(scene: AfarScene, view: AfarView): AfarScene {
  const seen = seenOf(view, view);
  const around = scene.distance === 'tile' ? AROUND : 0;
  return {
    ...scene,
    blocks: scene.blocks.filter(({ position }) => isSeen(boundsAt(position, around), seen)),
    wires: scene.wires.filter((wire) => isSeen(wire, seen)),
  };
}

/** Draws wires, and blocks over them. */
export function paintAfar(context: PaintContext, scene: AfarScene, view: AfarView): void {
  const { x, y, zoom, ratio } = view;
  const scale = zoom * ratio;
  context.setTransform(scale, 0, 0, scale, x * ratio, y * ratio);
  const isFinding = scene.blocks.some(({ id }) => scene.markOf(id) !== 'none');
  paintWires(context, scene.wires, { zoom, isFaint: isFinding, distance: scene.distance });
  context.textBaseline = 'middle';
  for (const block of scene.blocks) paintBlock(context, block, scene, zoom);
  context.globalAlpha = 1;
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** Rings and bars reach so far over a block. */
export const AROUND = 20;

function paintBlock(
  context: PaintContext,
  { id, data, position: { x, y }, selected }: DrawnBlock,
  scene: AfarScene,
  zoom: number,
): void {
  const mark = scene.markOf(id);
  const isRefused = scene.refused?.has(id) === true;
  context.globalAlpha = mark === 'other' ? 0.3 : isRefused ? 0.4 : 1;
  if (scene.distance === 'tile') paintTile(context, { data, x, y, zoom });
  else paintGround(context, { data, x, y, distance: scene.distance });
  if (mark === 'found') ring(context, x, y, 'warning', 12);
  else if (mark === 'current') ring(context, x, y, 'accent', 16);
  else if (mark === 'none' && (selected || scene.aimed === id)) ring(context, x, y, 'accent', 10);
  const cost = scene.costOf?.(id);
  if (cost === undefined) return;
  context.fillStyle = themeColor('line');
  context.fillRect(x, y + BLOCK.height + 4, BLOCK.width, 8);
  context.fillStyle = themeColor(cost > 0.3 ? 'warning' : 'accent');
  context.fillRect(x, y + BLOCK.height + 4, BLOCK.width * cost, 8);
}

/** Whether blocks have the same tile. */
export const sameTile = (a: DrawnBlock['data'], b: DrawnBlock['data']): boolean =>
  a.name === b.name &&
  a.color === b.color &&
  a.bypassed === b.bypassed &&
  a.frozen === b.frozen &&
  a.problem?.severity === b.problem?.severity;

interface Tile {
  readonly data: DrawnBlock['data'];
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A tile in the colour of the layer's category with its name. */
function paintTile(context: PaintContext, { data, x, y, zoom }: Tile): void {
  outline(context, x, y, 0);
  context.fillStyle = data.bypassed ? themeColor('raised') : darker(data.color);
  context.fill();
  if (data.bypassed) stroke(context, { x, y, color: data.color, width: 6, dash: [14, 10] });
  if (data.problem?.severity === 'error')
    stroke(context, { x, y, color: themeColor('danger'), width: 10, dash: [] });
  const { lines, size } = nameLines(data.name, zoom);
  context.font = `600 ${size}px ${FONT}`;
  context.fillStyle = data.bypassed ? themeColor('ink') : '#ffffff';
  const hasSigns = data.problem !== null || data.frozen || data.bypassed;
  const middle = y + BLOCK.height / 2 - (hasSigns && lines.length < 3 ? 22 : 0);
  const first = middle - ((lines.length - 1) / 2) * size * LEADING;
  context.textAlign = 'center';
  for (const [i, line] of lines.entries())
    context.fillText(line, x + BLOCK.width / 2, first + i * size * LEADING);
}
const LEADING = 1.05;

const darkened = new Map<string, string>();

/** Darker than a category's colour, so that a white name stands out. */
function darker(color: string): string {
  const found = darkened.get(color);
  if (found !== undefined) return found;
  const channels = [1, 3, 5].map((at) => Math.round(Number.parseInt(color.slice(at, at + 2), 16) * 0.78));
  const made = `rgb(${channels.join(', ')})`;
  darkened.set(color, made);
  return made;
}
