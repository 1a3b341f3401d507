import type { useStoreApi } from '@xyflow/react';
import { sameItems } from '#shared/graph/same';
import { type FindMark, useFind } from '../../find/find-store';
import { currentInference } from '../../state/project-store';
import { useSettings } from '../../state/settings-store';
import { useInteraction } from '../interaction-store';
import { type Bounds, boundsOfBoth } from '../find-wire';
import { lift } from '../lift';
import { onDrag, placesNow } from '../moving-blocks';
import { isViewMoving, onView, onViewRest, viewNow } from '../moving-view';
import { boundsAt } from '../seen';
import { type Rect, samePoint, type Size } from '../../state/block-place';
import { draggedOf, type Drawn, nearScene, NOTHING, type Shown, type Split, split } from './drawn';
import { sameLine } from './paint-wires';
import { AROUND, type AfarScene, type AfarView, paintAfar, sameTile, seenPart } from './paint-afar';
import { areaAround, covers, paintPart, type Picture, place } from './picture';

export interface AfarPainter {
  /** Draws these from now on. */
  show(shown: Shown): void;
  end(): void;
}

/** After so long without a change of the zoom the drawing is made sharp. */
const SHARP_MS = 120;

/** What is painted on, from the lowest to the highest. */
interface Canvases {
  readonly still: HTMLCanvasElement;
  readonly live: CanvasRenderingContext2D;
  readonly held: HTMLCanvasElement;
}

/**
 * Paints what is not part of the page, at most once for each picture of the screen. From very far away what stands still is painted once onto `still`, which
 * the browser moves with the view and, while one zooms, enlarges with it; from near, while the view moves, what comes in from its edges. Blocks that are dragged there are painted once onto
 * `held`, which the browser moves with the pointer. What else there is to see is painted onto `live`, as large as the view.
 */
export function createAfarPainter(
  { still, live, held }: Canvases,
  flow: ReturnType<typeof useStoreApi>,
): AfarPainter {
  let shown: Shown = { ...NOTHING, page: NOTHING };
  let picture: WholePicture | null = null;
  let surroundings: Surroundings | null = null;
  let heldPicture: WholePicture | null = null;
  let zoomed = { zoom: 0, at: 0 };
  let frame = 0;
  let sharpening = 0;

  function paint(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    const { width, height } = flow.getState();
    const view = { ...viewNow(), width, height, ratio: globalThis.devicePixelRatio };
    const marks = marksNow();
    const parts = shown.distance === 'tile' ? split(shown) : null;
    const isPictured = parts ? keepPicture(parts.standing, marks, view) : keepSurroundings(marks, view);
    const isHeld = isPictured && parts !== null && keepHeld(parts, marks, view);
    setVisible(still, isPictured);
    setVisible(held, isHeld);
    if (!isPictured) paintLive({ ...nearScene(shown, flow.getState()), ...marks }, view);
    else if (parts) paintLive({ ...(isHeld ? parts.hanging : draggedOf(parts)), ...marks }, view);
    else setVisible(live.canvas, false);
  }

  /** Has a picture of the blocks where they are dragged to; false where there are none, or it would be too large. */
  function keepHeld({ moving, by }: Split, marks: Marks, view: AfarView): boolean {
    const isSharp = heldPicture?.zoom === view.zoom && heldPicture.ratio === view.ratio;
    if (!isSharp || !isOf(heldPicture!, moving, marks))
      heldPicture = paintWhole(held, { drawn: moving, marks }, view);
    if (heldPicture) place(held, { ...heldPicture, x: heldPicture.x + by.x, y: heldPicture.y + by.y }, view);
    return heldPicture !== null;
  }

  /** While the view moves has a picture of what comes in from its edges; false where it rests, or that would be too large. */
  function keepSurroundings(marks: Marks, view: AfarView): boolean {
    picture = null;
    if (!isViewMoving()) {
      surroundings = null;
      return false;
    }
    const rested = flow.getState();
    if (
      surroundings === null ||
      !isAround(surroundings, { shown, marks, transform: rested.transform }, view)
    ) {
      const area = areaAround(view);
      const painted = area && paintPart(still, { ...nearScene(shown, rested), ...marks }, area);
      surroundings = painted && { ...painted, shown, marks, transform: rested.transform };
    }
    if (surroundings) place(still, surroundings, view);
    return surroundings !== null;
  }

  /** Has the picture show this where the view has it; false where it would be too large. */
  function keepPicture(standing: Drawn, marks: Marks, view: AfarView): boolean {
    surroundings = null;
    const now = performance.now();
    if (zoomed.zoom !== view.zoom) zoomed = { zoom: view.zoom, at: now };
    const isSame = picture !== null && isOf(picture, standing, marks);
    const isSharp = picture?.zoom === view.zoom && picture.ratio === view.ratio;
    const isZooming = isSame && !isSharp && now - zoomed.at < SHARP_MS && picture!.zoom > view.zoom / 2;
    if (!isSame || (!isSharp && !isZooming)) picture = paintWhole(still, { drawn: standing, marks }, view);
    clearTimeout(sharpening);
    if (isZooming) sharpening = window.setTimeout(soon, SHARP_MS);
    if (picture) place(still, picture, view);
    return picture !== null;
  }

  function paintLive(scene: AfarScene, view: AfarView): void {
    const seen = seenPart(scene, view);
    const area = liveArea(seen, view);
    setVisible(live.canvas, area !== null);
    if (!area) return;
    const { canvas } = live;
    fitCanvas(canvas, { ...area, ratio: view.ratio });
    canvas.style.transform = `translate(${area.x}px,${area.y}px)`;
    live.clearRect(0, 0, canvas.width, canvas.height);
    paintAfar(live, seen, { ...view, ...area, x: view.x - area.x, y: view.y - area.y });
  }

  const soon = () => {
    frame ||= requestAnimationFrame(paint);
  };
  const leave = [
    lift(still, 'transform'),
    lift(held, 'transform'),
    lift(live.canvas, 'transform'),
    flow.subscribe((now, before) => {
      if (now.width !== before.width || now.height !== before.height) soon();
    }),
    onView(soon),
    // With the blocks themselves, in the same frame.
    onDrag(() => (placesNow() ? paint() : soon())),
    onViewRest(soon),
    useFind.subscribe(soon),
    useInteraction.subscribe(soon),
    useSettings.subscribe(soon),
  ];
  return {
    show(next) {
      shown = next;
      soon();
    },
    end() {
      cancelAnimationFrame(frame);
      clearTimeout(sharpening);
      for (const end of leave) end();
    },
  };
}

/** The bounds of blocks, with what reaches over them, and wires; null where there are none. */
function boundsOfDrawn({ blocks, wires }: Pick<AfarScene, 'blocks' | 'wires'>): Bounds | null {
  const bounds = [...blocks.map(({ position }) => boundsAt(position, AROUND)), ...wires];
  return bounds.length === 0 ? null : bounds.reduce<Bounds>(boundsOfBoth, bounds[0]!);
}

/** Lengths of the live canvas are multiples of this: each change has the page laid out anew. */
const STEP = 160;

/** The part of the view, on whole pixels, that holds a scene with the shapes on its wires; null where nothing is seen. What lies around it need not be drawn again. */
function liveArea(scene: AfarScene, view: AfarView): Rect | null {
  const bounds = boundsOfDrawn(scene);
  if (!bounds) return null;
  const { left, top, right, bottom } = bounds;
  const [x, width] = cutOut(left * view.zoom + view.x, right * view.zoom + view.x, view.width);
  const [y, height] = cutOut(top * view.zoom + view.y, bottom * view.zoom + view.y, view.height);
  return { x, y, width, height };
}

/** As far as the shape on a short wire reaches beyond it. */
const BESIDE = 48;

/** Start and length of what lies between two places, cut to the view. */
function cutOut(from: number, to: number, most: number): readonly [number, number] {
  const start = Math.max(0, Math.floor(from - BESIDE));
  const length = Math.min(most, Math.ceil((to + BESIDE - start) / STEP) * STEP);
  return [Math.min(start, Math.floor(most - length)), length];
}

/** Gives a canvas a size, in CSS pixels. */
function fitCanvas(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: Size & Pick<AfarView, 'ratio'>,
): void {
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width === pixels.width && canvas.height === pixels.height) return;
  Object.assign(canvas, pixels);
  Object.assign(canvas.style, { width: `${pixels.width / ratio}px`, height: `${pixels.height / ratio}px` });
}

/** An empty canvas costs the browser as much as a full one. */
function setVisible({ style }: HTMLCanvasElement, isVisible: boolean): void {
  style.visibility = isVisible ? 'visible' : 'hidden';
}

/** A picture of the whole drawing, and what is painted in it. */
interface WholePicture extends Picture {
  readonly drawn: Drawn;
  readonly marks: Marks;
}

function paintWhole(
  canvas: HTMLCanvasElement,
  painted: Pick<WholePicture, 'drawn' | 'marks'>,
  { zoom, ratio }: AfarView,
): WholePicture | null {
  const { drawn, marks } = painted;
  const bounds = boundsOfDrawn(drawn);
  if (!bounds) return null;
  const { left, top, right, bottom } = bounds;
  const [width, height] = [(right - left) * zoom, (bottom - top) * zoom];
  const picture = paintPart(
    canvas,
    { ...drawn, ...marks },
    { x: -left * zoom, y: -top * zoom, zoom, width, height, ratio },
  );
  return picture && { ...picture, ...painted };
}

/** Whether a picture shows just this. */
function isOf(picture: WholePicture, drawn: Drawn, marks: Marks): boolean {
  const { blocks, wires } = picture.drawn;
  return (
    blocks.length === drawn.blocks.length &&
    blocks.every((block, i) => looksSame(block, drawn.blocks[i]!)) &&
    wires.length === drawn.wires.length &&
    wires.every((wire, i) => sameLine(wire, drawn.wires[i]!)) &&
    sameItems(picture.marks.made, marks.made)
  );
}

/** What a picture of the surroundings of the view shows. */
interface Around {
  readonly shown: Shown;
  readonly marks: Marks;
  /** The view in which React Flow has rested. */
  readonly transform: readonly number[];
}
type Surroundings = Picture & Around;

/** Whether a picture shows just this, with all that is seen now. */
function isAround(picture: Surroundings, { shown, marks, transform }: Around, view: AfarView): boolean {
  return (
    picture.shown === shown &&
    picture.transform === transform &&
    picture.ratio === view.ratio &&
    sameItems(picture.marks.made, marks.made) &&
    covers(picture, view)
  );
}

type Block = Drawn['blocks'][number];

/** Whether two blocks have the same tile in the same place: what else their data say is not on it. */
function looksSame(a: Block, b: Block): boolean {
  if (a === b) return true;
  const isThere = samePoint(a.position, b.position);
  return a.id === b.id && isThere && a.selected === b.selected && sameTile(a.data, b.data);
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
