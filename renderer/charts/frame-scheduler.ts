export interface FrameScheduler {
  /** Draws at the next picture, or as soon as its turn has come. */
  request(): void;
  cancel(): void;
}

/** At most 20 pictures a second. */
const INTERVAL_MS = 50;
/** Drawing takes at most this share of the time, however much there is to draw. */
const MOST_SHARE = 0.2;

/** Calls `draw` for any number of requests at most once per animation frame, and seldom enough to leave the page fluid. */
export function createFrameScheduler(draw: () => void): FrameScheduler {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextAt = 0;

  function run(): void {
    frame = undefined;
    const startedAt = performance.now();
    draw();
    const cost = performance.now() - startedAt;
    nextAt = startedAt + Math.max(INTERVAL_MS, cost / MOST_SHARE);
  }

  return {
    request() {
      if (frame !== undefined || timer !== undefined) return;
      const wait = nextAt - performance.now();
      if (wait <= 0) {
        frame = requestAnimationFrame(run);
        return;
      }
      timer = setTimeout(() => {
        timer = undefined;
        frame = requestAnimationFrame(run);
      }, wait);
    },
    cancel() {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
      timer = frame = undefined;
    },
  };
}
