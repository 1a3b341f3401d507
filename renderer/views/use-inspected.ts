import { useEffect } from 'react';
import { useLive } from '../state/live-store';

/** Has the engine send this block's filters or maps for as long as the component is there. */
export function useInspected(nodeId: string, what: 'filters' | 'maps', channel: number): void {
  useEffect(() => useLive.getState().setInspected({ nodeId, what, channel }), [nodeId, what, channel]);
  useEffect(() => () => useLive.getState().setInspected(null), []);
}
