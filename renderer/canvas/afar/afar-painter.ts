import type { useStoreApi } from '@xyflow/react';
import { type FindMark, useFind } from '../../find/find-store';
import { BLOCK } from '../../state/block-place';
import { currentInference } from '../../state/project-store';
import { useSettings } from '../../state/settings-store';
import { useInteraction } from '../interaction-store';
import { sameItems } from '../kept';
import { AROUND, type AfarScene, type AfarView, paintAfar } from './paint-afar';

/** Blocks and wires that are drawn. */
export type Drawn = Pick<AfarScene, 'blocks' | 'wires' | 'isTiles'>;

export interface AfarPainter {
  /** Draws these from now on. */
  show(drawn: Drawn): void;
  end(): void;
}

/** After so long without a change of the zoom the drawing is made sharp. */
const SHARP_MS = 120;

/**
 * Keeps a canvas over the whole view painted, at most once for each picture of the screen. What stands still is painted once into a picture, which
 * is moved with the view and, while one zooms, enlarged with it; what is dragged is painted over it.
 */
export function createAfarPainter(
  context: CanvasRenderingContext2D,
  flow: ReturnType<typeof useStoreApi>,
): AfarPainter {
  const { canvas } = context;
  let drawn: Drawn = { blocks: [], wires: [], isTiles: false };
  let picture: Picture | null = null;
  let zoomed = { zoom: 0, at: 0 };
  let frame = 0;
  let sharpening = 0;

  function paint(): void {
    frame = 0;
    const view = fitCanvas(canvas, flow.getState());
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (drawn.blocks.length === 0 && drawn.wires.length === 0) return;
    const marks = marksNow();
    if (!drawn.isTiles) paintAfar(context, { ...drawn, ...marks }, view);
    else paintTiles(view, marks);
  }

  function paintTiles(view: AfarView, marks: Marks): void {
    const { still, moving } = split(drawn);
    const now = performance.now();
    if (zoomed.zoom !== view.zoom) zoomed = { zoom: view.zoom, at: now };
    const isSame = picture !== null && isOf(picture, still, marks);
    const isSharp = picture?.zoom === view.zoom && picture.ratio === view.ratio;
    const isZooming = isSame && !isSharp && now - zoomed.at < SHARP_MS && picture!.zoom > view.zoom / 2;
    if (!isSame || (!isSharp && !isZooming)) picture = pictureOf(still, marks, view);
    if (picture === null) paintAfar(context, { ...still, ...marks }, view);
    else place(context, picture, view);
    if (moving.blocks.length > 0) paintAfar(context, { ...moving, ...marks }, view);
    clearTimeout(sharpening);
    if (isZooming) sharpening = window.setTimeout(soon, SHARP_MS);
  }

  const soon = () => {
    frame ||= requestAnimationFrame(paint);
  };
  const leave = [
    flow.subscribe((now, before) => {
      const isSame =
        now.transform === before.transform && now.width === before.width && now.height === before.height;
      if (!isSame) soon();
    }),
    useFind.subscribe(soon),
    useInteraction.subscribe(soon),
    useSettings.subscribe(soon),
  ];
  return {
    show(next) {
      drawn = next;
      soon();
    },
    end() {
      cancelAnimationFrame(frame);
      clearTimeout(sharpening);
      for (const end of leave) end();
    },
  };
}

type FlowState = ReturnType<ReturnType<typeof useStoreApi>['getState']>;

/** Gives the canvas the size of the view, in the screen's pixels. */
function fitCanvas(canvas: HTMLCanvasElement, { transform, width, height }: FlowState): AfarView {
  const [x, y, zoom] = transform;
  const ratio = globalThis.devicePixelRatio;
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== pixels.width || canvas.height !== pixels.height) Object.assign(canvas, pixels);
  return { x, y, zoom, width, height, ratio };
}

/** What stands still, and what is being dragged with its wires. */
function split({ blocks, wires, isTiles }: Drawn): { readonly still: Drawn; readonly moving: Drawn } {
  const { moved } = useInteraction.getState();
  if (moved === null)
    return { still: { blocks, wires, isTiles }, moving: { blocks: [], wires: [], isTiles } };
  const isWireMoving = ({ source, target }: Drawn['wires'][number]) => moved.has(source) || moved.has(target);
  return {
    still: {
      blocks: blocks.filter(({ id }) => !moved.has(id)),
      wires: wires.filter((wire) => !isWireMoving(wire)),
      isTiles,
    },
    moving: { blocks: blocks.filter(({ id }) => moved.has(id)), wires: wires.filter(isWireMoving), isTiles },
  };
}

/** A part of the drawing, painted at a zoom. */
interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly drawn: Drawn;
  readonly marks: Marks;
  readonly zoom: number;
  readonly ratio: number;
  /** Of its top left corner, in the drawing. */
  readonly x: number;
  readonly y: number;
}

/** Pictures of more pixels are not worth their memory. */
const MOST_PIXELS = 8e6;

function pictureOf(drawn: Drawn, marks: Marks, { zoom, ratio }: AfarView): Picture | null {
  const places = drawn.blocks.map(({ position }) => position);
  const [left, top] = [
    Math.min(...places.map(({ x }) => x), ...drawn.wires.map((wire) => wire.left)) - AROUND,
    Math.min(...places.map(({ y }) => y), ...drawn.wires.map((wire) => wire.top)) - AROUND,
  ];
  const [right, bottom] = [
    Math.max(...places.map(({ x }) => x + BLOCK.width), ...drawn.wires.map((wire) => wire.right)) + AROUND,
    Math.max(...places.map(({ y }) => y + BLOCK.height), ...drawn.wires.map((wire) => wire.bottom)) + AROUND,
  ];
  const [width, height] = [(right - left) * zoom, (bottom - top) * zoom];
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const context = canvas.getContext('2d');
  if (!context || !(canvas.width * canvas.height < MOST_PIXELS)) return null;
  paintAfar(context, { ...drawn, ...marks }, { x: -left * zoom, y: -top * zoom, zoom, width, height, ratio });
  return { canvas, drawn, marks, zoom, ratio, x: left, y: top };
}

/** Puts a picture where the view has it; at its own zoom on whole pixels, where it stays sharp. */
function place(context: CanvasRenderingContext2D, picture: Picture, { x, y, zoom, ratio }: AfarView): void {
  const [left, top] = [(picture.x * zoom + x) * ratio, (picture.y * zoom + y) * ratio];
  if (picture.zoom === zoom) context.drawImage(picture.canvas, Math.round(left), Math.round(top));
  else {
    const scale = (zoom * ratio) / (picture.zoom * picture.ratio);
    context.drawImage(picture.canvas, left, top, picture.canvas.width * scale, picture.canvas.height * scale);
  }
}

/** Whether a picture shows just this. */
function isOf(picture: Picture, { blocks, wires }: Drawn, marks: Marks): boolean {
  return (
    sameItems(picture.drawn.blocks, blocks) &&
    sameItems(picture.drawn.wires, wires) &&
    sameItems(picture.marks.made, marks.made)
  );
}

interface Marks extends Pick<AfarScene, 'markOf' | 'aimed' | 'refused' | 'costOf'> {
  /** What they come from, and the theme. */
  readonly made: readonly unknown[];
}

/** What marks blocks now. */
function marksNow(): Marks {
  const { found, current } = useFind.getState();
  const { aimed, connecting } = useInteraction.getState();
  const { showCost } = useSettings.getState();
  const inference = showCost ? currentInference() : null;
  const { refused } = connecting ?? {};
  const markOf = (id: string): FindMark => {
    if (found === null) return 'none';
    if (current === id) return 'current';
    return found.has(id) ? 'found' : 'other';
  };
  const flops = inference?.flops ?? 0;
  return {
    markOf,
    aimed,
    refused,
    costOf: inference && flops > 0 ? (id) => (inference.nodes.get(id)?.flops ?? 0) / flops : null,
    made: [found, current, aimed, refused, inference, document.documentElement.dataset['theme']],
  };
}
