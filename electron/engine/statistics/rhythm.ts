/** Work is followed by at least so many times its length without it: under 1 % of the time. */
const REST_FACTOR = 100;

/** When something that takes a while may be done again. */
export interface Rhythm {
  isDue(): boolean;
  time<T>(work: () => Promise<T> | T): Promise<T>;
}

/** At most once in `interval` milliseconds, and more seldom where the work takes long. The first time, which warms up, does not count as long. */
export function createRhythm(interval: number, now: () => number): Rhythm {
  let times = 0;
  let restUntil = -Infinity;
  return {
    isDue: () => now() >= restUntil,
    async time(work) {
      const startedAt = now();
      const result = await work();
      const cost = times++ === 0 ? 0 : now() - startedAt;
      restUntil = now() + Math.max(interval, cost * REST_FACTOR);
      return result;
    },
  };
}
