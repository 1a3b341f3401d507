/** An edit is kept so long after it at the latest; what a crash takes is younger. */
export const KEEP_WITHIN_MS = 1_000;

/**
 * Calls `keep` a little after the first change since it was called last, so that a row of edits is kept once, and none waits longer than
 * `KEEP_WITHIN_MS`.
 */
export function createKeeper(keep: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What was changed so far is kept by other means, or not worth it. */
  const rest = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    rest,
    changed(): void {
      timer ??= setTimeout(() => {
        rest();
        keep();
      }, KEEP_WITHIN_MS);
    },
  };
}
