import { useStoreApi } from '@xyflow/react';
import { type KeyboardEvent, useCallback } from 'react';
import { GRID } from '../state/block-place';
import { hasItemSelection, nudge } from './edit-actions';
import { useInteraction } from './interaction-store';
import { step, stepOntoWire } from './keyboard-actions';
import type { Direction } from './walk';

const ARROWS: Readonly<
  Record<string, { readonly direction: Direction; readonly dx: number; readonly dy: number }>
> = {
  ArrowLeft: { direction: 'left', dx: -1, dy: 0 },
  ArrowRight: { direction: 'right', dx: 1, dy: 0 },
  ArrowUp: { direction: 'up', dx: 0, dy: -1 },
  ArrowDown: { direction: 'down', dx: 0, dy: 1 },
};
/** Steps of the grid with Shift. */
const FAR = 4;

/**
 * Keys that are no commands: arrows walk along the network, with Shift onto its wires; with Ctrl (⌘) they move what is selected by a step of
 * the grid, with Shift too by four. Escape lets go of a wire.
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
      if (!arrow || event.altKey) return;
      event.preventDefault();
      const { direction, dx, dy } = arrow;
      if (event.ctrlKey || event.metaKey) {
        const distance = GRID * (event.shiftKey ? FAR : 1);
        if (hasItemSelection()) nudge(dx * distance, dy * distance);
      } else if (event.shiftKey) stepOntoWire(direction);
      else step(direction);
    },
    [flow],
  );
}
