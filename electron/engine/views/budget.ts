import type { FrameTensor } from '#shared/protocol/frame';

/** Of one frame; a little is left for the rest of its header. */
export const FRAME_BYTES = 240 * 1024;

/** What a tensor's name, type and shape take in the header, about. */
const ENTRY_BYTES = 64;

const cost = ({ name, data }: FrameTensor): number => data.byteLength + ENTRY_BYTES + name.length;

/** What tensors take in a frame, their entries in its header included. */
export const byteLength = (tensors: readonly FrameTensor[]): number =>
  tensors.reduce((total, tensor) => total + cost(tensor), 0);

/**
 * The first of ever smaller versions that fits into a frame; of the smallest, as many tensors from the front as fit.
 */
export function fitFrame(versions: readonly (() => readonly FrameTensor[])[]): readonly FrameTensor[] {
  let tensors: readonly FrameTensor[] = [];
  for (const version of versions) {
    tensors = version();
    if (byteLength(tensors) <= FRAME_BYTES) return tensors;
  }
  let room = FRAME_BYTES;
  return tensors.filter((tensor) => (room -= cost(tensor)) >= 0);
}
