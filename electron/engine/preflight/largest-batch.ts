import type { LargestBatch } from '#shared/protocol/preflight';

/** What is found is at most so much smaller than the largest that fits. */
const PRECISION = 1 / 32;

export interface BatchSearch {
  /** In bytes. */
  readonly limit: number;
  /** All training samples: a larger batch would be no other. */
  readonly all: number;
  /** A batch is never larger, whatever the memory. */
  readonly most?: number;
  /** Asked between two estimates: the answer is not wanted any more. */
  isOver?(): boolean;
}

/**
 * The largest batch whose estimate in bytes is within the limit, to about 3 %, by bisection; as what a batch takes grows nearly in a straight line, each part
 * is cut near the place where the line through its ends meets the limit. Null when it was given up.
 */
export async function largestBatch(
  estimate: (batch: number) => Promise<number>,
  { limit, all, most = all, isOver = () => false }: BatchSearch,
): Promise<LargestBatch | null> {
  const end = Math.max(1, Math.min(all, most));
  const [least, whole] = [await estimate(1), isOver() ? 0 : await estimate(end)];
  if (isOver()) return null;
  if (least > limit) return { batch: 0, isAll: false, limit };
  if (whole <= limit) return { batch: end, isAll: end >= all, limit };
  let fits = { batch: 1, bytes: least };
  let fails = { batch: end, bytes: whole };
  for (let round = 0; fails.batch - fits.batch > Math.max(1, fits.batch * PRECISION); round++) {
    const batch = cut(fits, fails, limit, round);
    const found = { batch, bytes: await estimate(batch) };
    if (isOver()) return null;
    if (found.bytes <= limit) fits = found;
    else fails = found;
  }
  return { batch: fits.batch, isAll: false, limit };
}

interface Tried {
  readonly batch: number;
  readonly bytes: number;
}

/** A batch between the two: a little before where the line meets the limit, a little behind it, and in turn the middle, so that the part is halved in any case. */
function cut(fits: Tried, fails: Tried, limit: number, round: number): number {
  const width = fails.batch - fits.batch;
  const met = fits.batch + (width * (limit - fits.bytes)) / (fails.bytes - fits.bytes);
  const nudge = (met * PRECISION) / 3;
  const aimed = [met - nudge, met + nudge, fits.batch + width / 2][round % 3]!;
  return Math.max(fits.batch + 1, Math.min(Math.round(aimed), fails.batch - 1));
}
