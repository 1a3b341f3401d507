/** Changes that follow each other so closely are a burst: someone types, or pulls a slider. */
const BURST_MS = 200;
/** A burst that pauses for so long is over. */
const PAUSE_MS = 120;
/** One that goes on is followed so often. */
const FOLLOW_MS = 500;

/**
 * For what is too much work for each of many changes in a row: told of a change, it calls `follow` at once where that comes after a pause, and in a burst of
 * changes when that pauses, or twice a second; in any case where it has to be `atOnce`, since nobody may see what came from before.
 */
export function createCalm(follow: (atOnce: boolean) => void): (atOnce: boolean) => void {
  let [changed, followed] = [-Infinity, -Infinity];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const followNow = (atOnce: boolean) => {
    clearTimeout(waiting);
    followed = performance.now();
    follow(atOnce);
  };
  return (atOnce) => {
    const now = performance.now();
    const isBurst = now - changed < BURST_MS && now - followed < FOLLOW_MS;
    // What comes after is no change of what was before.
    changed = atOnce ? -Infinity : now;
    if (atOnce || !isBurst) return followNow(atOnce);
    clearTimeout(waiting);
    waiting = setTimeout(() => followNow(false), PAUSE_MS);
  };
}
