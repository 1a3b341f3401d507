import type { useStoreApi, Viewport } from '@xyflow/react';
import { useInteraction } from './interaction-store';
import { lift } from './lift';
import { onPixel } from './on-pixel';
import { setPointer } from './pointer';

type Flow = ReturnType<typeof useStoreApi>;

/** A view that has not moved for so long rests. */
const REST_MS = 120;
/** One that goes on moving is followed so often. */
const FOLLOW_MS = 2500;

let now: Viewport = { x: 0, y: 0, zoom: 1 };
let flow: Flow | null = null;
/** Since when the view moves; null while it rests. */
let since: number | null = null;
let resting = 0;
let letDown = () => {};
const listeners = new Set<() => void>();
const beginnings = new Set<() => void>();
const ends = new Set<() => void>();

/** The view as it is seen in this moment. React Flow's own (`transform`) follows when it rests. */
export const viewNow = (): Viewport => now;

/** Calls back whenever the view moves; returns what ends that. */
export function onView(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls back when the view begins to move, while the page still has everything in its place; returns what ends that. */
export function onViewStart(listener: () => void): () => void {
  beginnings.add(listener);
  return () => void beginnings.delete(listener);
}

/** Calls back when the view has come to rest; returns what ends that. */
export function onViewRest(listener: () => void): () => void {
  ends.add(listener);
  return () => void ends.delete(listener);
}

/**
 * Given to React Flow, the view is ours to move: it reports where a hand moves it to and changes nothing. While it moves only the picture is moved, without
 * a block drawn, made or taken away; what belongs to the new view comes when it rests.
 */
export const MOVING_VIEW = {
  viewport: {
    get x() {
      return now.x;
    },
    get y() {
      return now.y;
    },
    get zoom() {
      return now.zoom;
    },
  },
  onViewportChange: moveView,
} as const;

/** Moves the view of this canvas from now on; returns what ends that. */
export function keepView(canvas: Flow): () => void {
  flow = canvas;
  const [x, y, zoom] = canvas.getState().transform;
  now = onPixels({ x, y, zoom });
  follow();
  // What a hand or a key does next meets the drawing where it is seen.
  globalThis.addEventListener('pointerdown', restView, true);
  globalThis.addEventListener('keydown', restView, true);
  globalThis.addEventListener('pointermove', keepToView, true);
  return () => {
    restView();
    globalThis.removeEventListener('pointerdown', restView, true);
    globalThis.removeEventListener('keydown', restView, true);
    globalThis.removeEventListener('pointermove', keepToView, true);
    if (flow === canvas) flow = null;
  };
}

/** A hand that moves the view or blocks does nothing else: other parts of the window need not look whether it is over them. */
function keepToView(event: PointerEvent): void {
  const isMoving = since !== null || useInteraction.getState().moved !== null;
  if (!isMoving || event.buttons === 0) return;
  event.stopPropagation();
  setPointer({ x: event.clientX, y: event.clientY });
}

function moveView(next: Viewport): void {
  const page = pageOf(flow);
  const time = performance.now();
  const holds = isHolding();
  if (holds) restView();
  else if (since === null && page) {
    since = time;
    beginMoving(page);
  }
  const { zoom } = now;
  now = onPixels(next);
  if (page) {
    // While one zooms the browser enlarges what it has drawn; moved only, that stays as sharp as it is.
    if (now.zoom !== zoom && since !== null) page.style.willChange = 'transform';
    page.style.transform = `translate(${now.x}px,${now.y}px) scale(${now.zoom})`;
  }
  clearTimeout(resting);
  if (holds) follow();
  else resting = window.setTimeout(restView, REST_MS);
  if (since !== null && time - since > FOLLOW_MS) {
    since = time;
    follow();
  }
  for (const listener of listeners) listener();
}

const onPixels = ({ x, y, zoom }: Viewport): Viewport => ({ x: onPixel(x), y: onPixel(y), zoom });

/** Where something is held over the moving view, its place in the drawing is asked for all the time. */
function isHolding(): boolean {
  const state = flow?.getState();
  return (
    state !== undefined &&
    (state.connection.inProgress || state.userSelectionActive || useInteraction.getState().moved !== null)
  );
}

/** Ends a movement: React Flow, and with it what is part of the page, follows at once. */
export function restView(): void {
  if (since === null) return;
  since = null;
  clearTimeout(resting);
  letDown();
  const page = pageOf(flow);
  if (page) {
    page.style.willChange = '';
    delete page.dataset['moving'];
  }
  follow();
  for (const listener of ends) listener();
}

function beginMoving(page: HTMLElement): void {
  for (const listener of beginnings) listener();
  page.dataset['moving'] = '';
  letDown = lift(page, 'transform');
}

function follow(): void {
  const { x, y, zoom } = now;
  flow?.setState({ transform: [x, y, zoom] });
}

/** Whether the view moves. */
export const isViewMoving = (): boolean => since !== null;

const pageOf = (canvas: Flow | null): HTMLElement | null =>
  canvas?.getState().domNode?.querySelector<HTMLElement>('.react-flow__viewport') ?? null;
