import { useLive } from '../state/live-store';

/** A single number of the `inspect` frame; null where it has none. */
export const useFrameNumber = (name: string): number | null =>
  useLive((state) => state.inspect?.tensors[name]?.data[0] ?? null);
