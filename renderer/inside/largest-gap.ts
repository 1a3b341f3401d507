import type { LiveFrame } from '../state/live-store';

/** The channel in which batch and moving statistic differ most; null where the frame has no batch. */
export interface Gap {
  readonly channel: number;
  readonly moving: number;
  readonly batch: number;
}

let known: { readonly frame: LiveFrame | null; readonly gaps: Record<string, Gap | null> } | null = null;

/** The same object for the same frame, so that nothing is drawn again. */
export function largestGap(frame: LiveFrame | null, name: 'mean' | 'variance'): Gap | null {
  if (known?.frame !== frame) known = { frame, gaps: {} };
  return (known.gaps[name] ??= find(frame, name));
}

function find(frame: LiveFrame | null, name: string): Gap | null {
  const moving = frame?.tensors[`moving_${name}`]?.data;
  const batch = frame?.tensors[`batch_${name}`]?.data;
  if (!moving || !batch) return null;
  let channel = 0;
  for (let i = 1; i < moving.length; i++)
    if (Math.abs(batch[i]! - moving[i]!) > Math.abs(batch[channel]! - moving[channel]!)) channel = i;
  return { channel, moving: moving[channel]!, batch: batch[channel]! };
}
