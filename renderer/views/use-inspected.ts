import { useEffect } from 'react';
import type { Inspection } from '#shared/protocol/frame';
import { useLive } from '../state/live-store';

/** Has the engine send this of the block for as long as the component is there. */
export function useInspected(nodeId: string, what: Inspection, channel: number): void {
  useEffect(() => useLive.getState().setInspected({ nodeId, what, channel }), [nodeId, what, channel]);
  useEffect(() => () => useLive.getState().setInspected(null), []);
}
