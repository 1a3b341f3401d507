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
