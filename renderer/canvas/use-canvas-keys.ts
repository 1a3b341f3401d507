import { useStoreApi } from '@xyflow/react';
import { type KeyboardEvent, useCallback } from 'react';
import { GRID } from '../state/block-place';
import { hasItemSelection, nudge, selectNeighbour } from './edit-actions';
import { useInteraction } from './interaction-store';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FAR = 4;

/**
 * Keys that are no commands: arrows move the selected blocks by a step of the grid, with Shift by four; with Alt, or without a
 * selection, they choose another block. Escape lets go of a wire.
 */
export function useCanvasKeys(): (event: KeyboardEvent) => void {
  const flow = useStoreApi();
  return useCallback(
    (event) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      if (event.key === 'Escape' && useInteraction.getState().connecting) {
        event.preventDefault();
        useInteraction.setState({ connecting: null, aimed: null, replaced: [] });
        flow.getState().cancelConnection();
      }
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const [dx, dy] = arrow;
      const step = GRID * (event.shiftKey ? FAR : 1);
      if (event.altKey || !hasItemSelection()) selectNeighbour(dx, dy);
      else nudge(dx * step, dy * step);
    },
    [flow],
  );
}
