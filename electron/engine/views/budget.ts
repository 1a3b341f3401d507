import type { FrameTensor } from '#shared/protocol/frame';

/** Of one frame; a little is left for its header. */
export const FRAME_BYTES = 240 * 1024;

export const byteLength = (tensors: readonly FrameTensor[]): number =>
  tensors.reduce((total, { data }) => total + data.byteLength, 0);

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
  return tensors.filter(({ data }) => (room -= data.byteLength) >= 0);
}
