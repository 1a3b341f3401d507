import { create, type StoreApi, type UseBoundStore } from 'zustand';

/** Changes that follow each other so closely are a burst: someone types, or pulls a slider. */
const BURST_MS = 200;
/** A burst that pauses for so long is over. */
const PAUSE_MS = 120;
/** One that goes on is followed so often. */
const FOLLOW_MS = 500;

interface Calm<T> {
  /** The value to work with: a store of its own. */
  readonly use: UseBoundStore<StoreApi<{ readonly value: T }>>;
  /** The value has changed; `atOnce` where nobody may see the one from before. */
  set(value: T, atOnce: boolean): void;
}

/**
 * For what is too much work for each of many changes in a row: follows a value at once where it changes after a pause, and in a burst of changes when that
 * pauses, or twice a second.
 */
export function createCalm<T>(first: T): Calm<T> {
  const use = create<{ readonly value: T }>()(() => ({ value: first }));
  let [changed, followed] = [-Infinity, -Infinity];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const follow = (value: T) => {
    clearTimeout(waiting);
    followed = performance.now();
    use.setState({ value });
  };
  return {
    use,
    set(value, atOnce) {
      const now = performance.now();
      const isBurst = now - changed < BURST_MS && now - followed < FOLLOW_MS;
      // What comes after is no change of what was before.
      changed = atOnce ? -Infinity : now;
      if (atOnce || !isBurst) return follow(value);
      clearTimeout(waiting);
      waiting = setTimeout(() => follow(value), PAUSE_MS);
    },
  };
}
