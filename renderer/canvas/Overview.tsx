import { Panel, useReactFlow, useStoreApi } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';
import { sameItems } from '#shared/graph/same';
import { useText } from '../i18n/use-text';
import { BLOCK, boundsOf, type Rect, type Size } from '../state/block-place';
import { useIsEmpty } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { themeColor } from '../views/theme-color';
import type { CanvasFlowNode } from './flow-adapter';
import { frameColor } from './frame-colors';
import { asSeen, onDrag, placesNow } from './moving-blocks';
import { onView, viewNow } from './moving-view';
import { dragOfView, onOverview, type OverviewPlace, overviewPlace } from './overview-place';
import { seenOf } from './seen';
import { OVERVIEW } from './view-places';
import { type PaintContext, showPainted } from '../views/show-painted';

/** The whole drawing in small, in the colours of the categories, and what is seen of it. A drag moves the view, the wheel zooms. */
export function Overview() {
  const isEmpty = useIsEmpty();
  return isEmpty ? null : <Picture />;
}

/** It follows what moves so much later: in every frame it would cost as much as the canvas. */
const FOLLOW_MS = 60;

function Picture() {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = useRef<OverviewPlace | null>(null);
  const flow = useStoreApi<CanvasFlowNode>();
  const { setViewport, zoomTo } = useReactFlow();

  useEffect(() => {
    const element = canvas.current!;
    const paintItems = createItemPainter();
    let frame = 0;
    const paint = () => {
      frame = 0;
      const state = flow.getState();
      if (state.width === 0) return;
      const nodes = placesNow() ? state.nodes.map(asSeen) : state.nodes;
      showPainted(element, sizeOf(OVERVIEW), (context) => {
        place.current = paintOverview(context, paintItems, nodes, seenOf(viewNow(), state));
      });
      element.dataset['items'] = `${nodes.length}`;
    };
    const soon = () => {
      frame ||= requestAnimationFrame(paint);
    };
    let waiting = 0;
    const inAWhile = () => {
      waiting ||= window.setTimeout(() => {
        waiting = 0;
        soon();
      }, FOLLOW_MS);
    };
    soon();
    const leave = [
      flow.subscribe((now, before) => {
        if (now.nodes !== before.nodes || now.width !== before.width) inAWhile();
      }),
      onView(inAWhile),
      onDrag(inAWhile),
      useSettings.subscribe(soon),
    ];
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(waiting);
      for (const end of leave) end();
    };
  }, [flow]);

  useEffect(() => {
    const element = canvas.current!;
    const onWheel = (event: WheelEvent) => {
      // Not the page: it would zoom with Ctrl held.
      event.preventDefault();
      void zoomTo(viewNow().zoom * 2 ** (-event.deltaY / 500));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [zoomTo]);

  const hand = useRef({ x: 0, y: 0 });
  const take = ({ currentTarget, pointerId, clientX, clientY }: PointerEvent) => {
    currentTarget.setPointerCapture(pointerId);
    hand.current = { x: clientX, y: clientY };
  };
  const drag = ({ buttons, clientX, clientY }: PointerEvent) => {
    if (buttons === 0 || !place.current) return;
    const moved = { x: clientX - hand.current.x, y: clientY - hand.current.y };
    hand.current = { x: clientX, y: clientY };
    const { x, y, zoom } = viewNow();
    const by = dragOfView(moved, place.current, zoom);
    void setViewport({ x: x + by.x, y: y + by.y, zoom });
  };
  return (
    <Panel
      position="bottom-right"
      data-overview
      className="overflow-hidden rounded-lg border border-line bg-panel max-[1100px]:hidden"
    >
      <canvas
        ref={canvas}
        {...IMAGE}
        aria-label={t({ en: 'Overview', ko: '미니맵' })}
        style={OVERVIEW}
        className="block cursor-grab touch-none active:cursor-grabbing"
        onPointerDown={take}
        onPointerMove={drag}
      />
    </Panel>
  );
}

const IMAGE = { role: 'img' } as const;

/** In device pixels. */
const sizeOf = ({ width, height }: Size): Size => ({
  width: Math.round(width * globalThis.devicePixelRatio),
  height: Math.round(height * globalThis.devicePixelRatio),
});

/** Draws all items, and a veil over what is not seen; tells where the drawing lies. */
function paintOverview(
  context: PaintContext,
  paintItems: ItemPainter,
  nodes: readonly CanvasFlowNode[],
  seen: Rect,
): OverviewPlace {
  const { canvas } = context;
  const ratio = canvas.width / OVERVIEW.width;
  const place = overviewPlace([boundsOfNodes(nodes)], seen, OVERVIEW);
  context.drawImage(paintItems(nodes, place, ratio), 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 0.72;
  context.fillStyle = themeColor('canvas');
  const { x, y, width, height } = onOverview(seen, place);
  context.beginPath();
  context.rect(0, 0, OVERVIEW.width, OVERVIEW.height);
  context.rect(x, y, width, height);
  context.fill('evenodd');
  context.globalAlpha = 1;
  context.strokeStyle = themeColor('line');
  context.strokeRect(x, y, width, height);
  return place;
}

const bounds = new WeakMap<readonly CanvasFlowNode[], Rect>();

function boundsOfNodes(nodes: readonly CanvasFlowNode[]): Rect {
  const known = bounds.get(nodes);
  if (known) return known;
  const made = boundsOf(nodes.map((node) => ({ position: node.position, size: rectOfNode(node) })))!;
  bounds.set(nodes, made);
  return made;
}

type ItemPainter = ReturnType<typeof createItemPainter>;

/** Draws all items onto a picture of its own, which stays as it is while the view moves within the drawing. */
function createItemPainter() {
  const context = document.createElement('canvas').getContext('2d')!;
  const { canvas } = context;
  let drawn: readonly unknown[] = [];
  return (nodes: readonly CanvasFlowNode[], place: OverviewPlace, ratio: number): HTMLCanvasElement => {
    const now = [nodes, place.x, place.y, place.scale, ratio, document.documentElement.dataset['theme']];
    if (sameItems(drawn, now)) return canvas;
    drawn = now;
    // This clears it, too.
    Object.assign(canvas, { width: OVERVIEW.width * ratio, height: OVERVIEW.height * ratio });
    context.scale(ratio, ratio);
    for (const node of nodes) {
      const { x, y, width, height } = onOverview(rectOfNode(node), place);
      context.globalAlpha = node.type === 'frame' ? 0.15 : 1;
      context.fillStyle = colorOf(node);
      context.fillRect(x, y, width, height);
    }
    return canvas;
  };
}

const rectOfNode = ({ position, width, height }: CanvasFlowNode): Rect => ({
  ...position,
  width: width ?? BLOCK.width,
  height: height ?? BLOCK.height,
});

function colorOf(node: CanvasFlowNode): string {
  if (node.type === 'block') return node.data.color;
  return node.type === 'note' ? themeColor('warning-soft') : frameColor(node.data.color).css;
}
