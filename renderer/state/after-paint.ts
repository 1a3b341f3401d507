/** A window that is not seen is not drawn: it goes on after so long. */
const UNSEEN_MS = 150;

/** Calls `work` once the page is on screen as it is now: what takes longer than a frame does not hold it up. */
export function afterPaint(work: () => void): void {
  const go = () => {
    clearTimeout(unseen);
    cancelAnimationFrame(frame);
    work();
  };
  const unseen = setTimeout(go, UNSEEN_MS);
  const frame = requestAnimationFrame(() => setTimeout(go));
}
