import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { draggedLayer, LAYER_MIME } from '../palette/dragged-layer';
import type { Point } from '../state/block-place';
import { currentGraph } from '../state/project-store';
import { addLayer } from './add-layer';
import { blockAt, canSplice, wireAt } from './find-wire';
import { focusCanvas } from './focus-canvas';
import { markSplice } from './interaction-store';

/** How near to a wire, in pixels of the screen, a layer falls into it. */
const REACH = 28;

/** Dropping layers from the palette: onto a wire they go into it, elsewhere they lie where they fall. */
export function useLayerDrop() {
  const { screenToFlowPosition, getZoom } = useReactFlow();
  return useMemo(() => {
    const placeOf = ({ clientX: x, clientY: y }: DragEvent): Point =>
      screenToFlowPosition({ x, y }, { snapToGrid: false });
    const wireUnder = (event: DragEvent, type: string): string | null => {
      const graph = currentGraph();
      const place = placeOf(event);
      const isFree = canSplice(type) && blockAt(graph, place) === null;
      return isFree ? wireAt(graph, place, REACH / getZoom()) : null;
    };
    return {
      onDragOver: (event: DragEvent) => {
        const type = draggedLayer();
        if (type === null || !event.dataTransfer.types.includes(LAYER_MIME)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        markSplice(wireUnder(event, type));
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) markSplice(null);
      },
      onDrop: (event: DragEvent) => {
        const type = draggedLayer();
        markSplice(null);
        if (type === null) return;
        event.preventDefault();
        const edgeId = wireUnder(event, type);
        addLayer(type, placeOf(event), edgeId === null ? { kind: 'free' } : { kind: 'splice', edgeId });
        focusCanvas();
      },
    };
  }, [screenToFlowPosition, getZoom]);
}
