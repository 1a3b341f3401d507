/** `before` where nothing has changed: plain data are the same when they read the same. */
export const kept = <T>(before: T | undefined, now: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
