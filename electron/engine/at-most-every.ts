/**
 * Calls `tell` no more often than every `ms` milliseconds of `now`; what comes in between is left out. The first is told at once, or, without
 * `isFirstTold`, only what comes `ms` after this call: what is over before then is not told at all.
 */
export function atMostEvery<T>(
  ms: number,
  now: () => number,
  tell: (value: T) => void,
  { isFirstTold = true } = {},
): (value: T) => void {
  let last = isFirstTold ? -Infinity : now();
  return (value) => {
    if (now() - last < ms) return;
    last = now();
    tell(value);
  };
}
