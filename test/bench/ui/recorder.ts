import type { Page } from '@playwright/test';

/** What happened on the page between `start` and `stop`. */
export interface Recording {
  /** When each frame began, in milliseconds. */
  readonly frames: readonly number[];
  /** Milliseconds of each task that took longer than 50. */
  readonly longTasks: readonly number[];
}

interface Recorder {
  start(): void;
  stop(): Recording;
}

declare global {
  interface Window {
    neuroloomRecorder: Recorder;
  }
}

/** Puts a recorder of frames into every document that the page opens from here on. */
export async function installRecorder(page: Page): Promise<void> {
  await page.addInitScript(recorder);
}

function recorder(): void {
  let frames: number[] = [];
  let longTasks: number[] = [];
  let isOn = false;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  const tick = (now: number): void => {
    if (!isOn) return;
    frames.push(now);
    requestAnimationFrame(tick);
  };
  window.neuroloomRecorder = {
    start() {
      [frames, longTasks, isOn] = [[], [], true];
      observer.observe({ type: 'longtask' });
      requestAnimationFrame(tick);
    },
    stop() {
      isOn = false;
      for (const { duration } of observer.takeRecords()) longTasks.push(duration);
      observer.disconnect();
      return { frames, longTasks };
    },
  };
}

/** Records while `act` goes on. */
export async function record(page: Page, act: () => Promise<void>): Promise<Recording> {
  await page.evaluate(() => window.neuroloomRecorder.start());
  await act();
  return page.evaluate(() => window.neuroloomRecorder.stop());
}
