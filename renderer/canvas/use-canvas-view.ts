import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect } from 'react';
import { middleOf, type Point } from '../state/block-place';
import { setCanvasView } from '../state/canvas-view';
import { findNode, itemsOf } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';
import { selectedTail } from './add-layer';
import { routeOf } from './find-wire';
import { openAddList } from './interaction-store';
import { openScopeOf } from './scope/open-scope';
import { endDrag } from './moving-blocks';
import { keepView, restView, viewNow } from './moving-view';
import { canvasPointer, setDrawingSpace } from './pointer';
import { broughtIn, fitted } from './view-places';

const MOTION_MS = 220;

/** Lets commands move the view, while the canvas is on screen. */
export function useCanvasView(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const motion = () => ({
      duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOTION_MS,
    });
    const move = (view: Viewport) => flow.setViewport(view, motion()).then(restView);
    const hasOverview = () =>
      (store.getState().domNode?.querySelector<HTMLElement>('[data-overview]')?.offsetWidth ?? 0) > 0;
    // Where the view is going; the next move begins there.
    let aim: Viewport | null = null;
    const show = (items: ReturnType<typeof itemsOf>) => {
      const { width, height } = store.getState();
      if (items.length === 0 || width === 0) return;
      void move(fitted(items, { width, height }, hasOverview()));
    };
    const fit = () => show(itemsOf(currentGraph()));
    const corner = (): Point => {
      const { left = 0, top = 0 } = store.getState().domNode?.getBoundingClientRect() ?? {};
      return { x: left, y: top };
    };
    const toDrawing = (screen: Point): Point => {
      const { x, y, zoom } = viewNow();
      const { x: left, y: top } = corner();
      return { x: (screen.x - left - x) / zoom, y: (screen.y - top - y) / zoom };
    };
    const middle = () => {
      const { width, height } = store.getState();
      const { x, y } = corner();
      return { x: x + width / 2, y: y + height / 2 };
    };
    const leaveView = keepView(store);
    setDrawingSpace(toDrawing);
    setCanvasView({
      fit,
      fitSelection: () => {
        const { selection } = useProject.getState();
        const chosen = itemsOf(currentGraph()).filter(({ id }) => selection.has(id));
        if (chosen.length > 0) show(chosen);
        else fit();
      },
      fullSize: () => void flow.zoomTo(1, motion()),
      zoomIn: () => void flow.zoomIn(motion()),
      zoomOut: () => void flow.zoomOut(motion()),
      reveal: (id) => {
        const centre = () => {
          const place = placeOfItem(currentGraph(), id);
          if (!place) return;
          useProject.getState().select([id]);
          const zoom = Math.max(viewNow().zoom, 0.75);
          void flow.setCenter(place.x, place.y, { zoom, ...motion() }).then(restView);
        };
        // What lies inside another composite block is drawn first.
        if (openScopeOf(id)) requestAnimationFrame(() => requestAnimationFrame(centre));
        else centre();
      },
      bringIn: (rect, covered) => {
        const now = aim ?? viewNow();
        const place = broughtIn(rect, now, store.getState(), { ...covered, hasOverview: hasOverview() });
        if (place.x === now.x && place.y === now.y) return;
        aim = place;
        void move(place).then(() => {
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
    const leaveUntouched = whileUntouched(() =>
      store.subscribe(({ width, height }, before) => {
        if (width !== before.width || height !== before.height) fit();
      }),
    );
    return () => {
      leaveUntouched();
      leaveView();
      // Of a canvas that goes away nothing is dragged any more.
      endDrag();
      setCanvasView(null);
      setDrawingSpace(null);
    };
  }, [flow, store]);
}

/** What a person does first in a window. */
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/**
 * What `begin` begins, which ends with what that returns, goes on until someone does anything in the window: panels find their sizes, a window is
 * placed. Returns what ends it before.
 */
function whileUntouched(begin: () => () => void): () => void {
  const end = begin();
  const leave = () => {
    end();
    for (const touch of TOUCHES) globalThis.removeEventListener(touch, leave, true);
  };
  for (const touch of TOUCHES) globalThis.addEventListener(touch, leave, true);
  return leave;
}

type GraphNow = ReturnType<typeof useProject.getState>['project']['graph'];

function placeOfItem(graph: GraphNow, id: string): Point | null {
  const node = findNode(graph, id);
  if (node) return middleOf(node.position);
  const edge = graph.edges.find((one) => one.id === id);
  return (edge && routeOf(graph, edge)?.label) ?? null;
}
