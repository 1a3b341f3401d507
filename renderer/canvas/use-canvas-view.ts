import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect } from 'react';
import { boundsOf, middleOf, type Point, type Size } from '../state/block-place';
import { setCanvasView } from '../state/canvas-view';
import { findNode, itemsOf } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';
import { selectedTail } from './add-layer';
import { routeOf } from './find-wire';
import { openAddList } from './interaction-store';
import { openScopeOf } from './scope/open-scope';
import { canvasPointer, setDrawingSpace } from './pointer';

export const ZOOM = { least: 0.1, most: 2.5 } as const;
/** A fitted drawing is not enlarged beyond its own size. */
const MOST_FITTED = 1;
/** Leaves the buttons below the drawing free. */
const PADDING = { top: '20px', right: '28px', bottom: '52px', left: '28px' } as const;
const MOTION_MS = 220;
/** What is brought in lies so far from the edge. */
const MARGIN = 16;
/** Room for the buttons below. */
const BELOW = 56;

/** The corner that the overview covers, with its margin. */
export const OVERVIEW = { width: 150, height: 96 } as const;
const CORNER = { width: OVERVIEW.width + 30, height: OVERVIEW.height + 30 } as const;

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
  const isCovered = ({ x, y, zoom }: Viewport) =>
    items.some((item) => {
      const around = boundsOf([item])!;
      const [right, bottom] = [around.x + around.width, around.y + around.height];
      return right * zoom + x > width - CORNER.width && bottom * zoom + y > height - CORNER.height;
    });
  if (!hasOverview || !isCovered(first)) return first;
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

/** Lets commands move the view, while the canvas is on screen. */
export function useCanvasView(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const motion = () => ({
      duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOTION_MS,
    });
    // Where the view is going; the next move begins there.
    let aim: Viewport | null = null;
    const show = (items: ReturnType<typeof itemsOf>) => {
      const { width, height, domNode } = store.getState();
      if (items.length === 0 || width === 0) return;
      const overview = domNode?.querySelector<HTMLElement>('[data-overview]');
      void flow.setViewport(fitted(items, { width, height }, (overview?.offsetWidth ?? 0) > 0), motion());
    };
    const fit = () => show(itemsOf(currentGraph()));
    const corner = (): Point => {
      const { left = 0, top = 0 } = store.getState().domNode?.getBoundingClientRect() ?? {};
      return { x: left, y: top };
    };
    const toDrawing = (screen: Point): Point => flow.screenToFlowPosition(screen, { snapToGrid: false });
    const middle = () => {
      const { width, height } = store.getState();
      const { x, y } = corner();
      return { x: x + width / 2, y: y + height / 2 };
    };
    setDrawingSpace(toDrawing);
    setCanvasView({
      fit,
      fitSelection: () => {
        const { selection } = useProject.getState();
        const chosen = itemsOf(currentGraph()).filter(({ id }) => selection.has(id));
        if (chosen.length > 0) show(chosen);
        else fit();
      },
      zoomIn: () => void flow.zoomIn(motion()),
      zoomOut: () => void flow.zoomOut(motion()),
      reveal: (id) => {
        const centre = () => {
          const place = placeOfItem(currentGraph(), id);
          if (!place) return;
          useProject.getState().select([id]);
          void flow.setCenter(place.x, place.y, { zoom: Math.max(flow.getZoom(), 0.75), ...motion() });
        };
        // What lies inside another composite block is drawn first.
        if (openScopeOf(id)) requestAnimationFrame(() => requestAnimationFrame(centre));
        else centre();
      },
      bringIn: ({ x, y, width, height }, { left: coveredLeft = 0, top: coveredTop = 0 } = {}) => {
        const { x: left, y: top, zoom } = aim ?? flow.getViewport();
        const view = store.getState();
        const dx = shiftInto(x * zoom + left, width * zoom, MARGIN + coveredLeft, view.width - MARGIN);
        const dy = shiftInto(y * zoom + top, height * zoom, MARGIN + coveredTop, view.height - BELOW);
        if (dx === 0 && dy === 0) return;
        const place = { x: left + dx, y: top + dy, zoom };
        aim = place;
        void flow.setViewport(place, motion()).then(() => {
          if (aim === place) aim = null;
        });
      },
      openAdd: () => {
        const pointer = canvasPointer();
        const screen = pointer?.screen ?? middle();
        const { x, y } = corner();
        const tail = selectedTail();
        openAddList({
          screen: { x: screen.x - x, y: screen.y - y },
          drawing: pointer?.drawing ?? toDrawing(screen),
          joint: tail === null ? { kind: 'free' } : { kind: 'after', nodeId: tail },
        });
      },
      centre: () => toDrawing(middle()),
    });
    fit();
    return () => {
      setCanvasView(null);
      setDrawingSpace(null);
    };
  }, [flow, store]);
}

type GraphNow = ReturnType<typeof useProject.getState>['project']['graph'];

function placeOfItem(graph: GraphNow, id: string): Point | null {
  const node = findNode(graph, id);
  if (node) return middleOf(node.position);
  const edge = graph.edges.find((one) => one.id === id);
  return (edge && routeOf(graph, edge)?.label) ?? null;
}
