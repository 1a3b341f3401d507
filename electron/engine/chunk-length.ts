import type { StateLayout } from '#shared/compile/program';

/** A chunk holds the thread for about this long: messages wait no longer, and charts move steadily. */
export const CHUNK_MILLISECONDS = 60;

/** What it takes about to bring a number of the state from one chunk to the next: it is copied into memory that is fresh. */
const NANOSECONDS_A_NUMBER = 1;
/** The steps of a chunk take at least so many times as long as that. */
const LEAST_SHARE = 10;

/** How long a chunk of steps should last: longer for networks of millions of weights, which would spend their time on copies. */
export function chunkMilliseconds({ sizes, optimizerSlots }: StateLayout): number {
  const numbers = sizes.theta * (1 + optimizerSlots.length);
  return CHUNK_MILLISECONDS + LEAST_SHARE * numbers * NANOSECONDS_A_NUMBER * 1e-6;
}

/** The most that the samples of a chunk take: they stay in the caches between being dealt out and being read. */
export const SLAB_BYTES = 16 * 2 ** 20;

/** How many steps a chunk has at most, where the samples of one take `batchBytes`. */
export const mostSteps = (batchBytes: number): number => Math.max(1, Math.floor(SLAB_BYTES / batchBytes));
