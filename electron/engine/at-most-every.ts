/** Calls `tell` no more often than every `ms` milliseconds of `now`; what comes in between is left out. */
export function atMostEvery<T>(ms: number, now: () => number, tell: (value: T) => void): (value: T) => void {
  let last = -Infinity;
  return (value) => {
    if (now() - last < ms) return;
    last = now();
    tell(value);
  };
}
