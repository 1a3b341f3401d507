import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFrameScheduler } from '../../../renderer/charts/frame-scheduler';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks for a picture every `every` ms over a second, and counts those drawn. */
function countPictures(every: number, cost: number): number {
  let count = 0;
  const scheduler = createFrameScheduler(() => {
    count++;
    vi.setSystemTime(Date.now() + cost);
    vi.advanceTimersByTime(cost);
  });
  const end = performance.now() + 1000;
  while (performance.now() < end) {
    scheduler.request();
    vi.advanceTimersByTime(every);
  }
  scheduler.cancel();
  return count;
}

test('draws at most 20 times a second, however often it is asked', () => {
  const count = countPictures(4, 0);
  expect(count).toBeGreaterThan(12);
  expect(count).toBeLessThanOrEqual(20);
});

test('slow pictures are drawn less often, so that the page stays fluid', () => {
  expect(countPictures(4, 40)).toBeLessThanOrEqual(5);
});

test('many requests before the next picture are one', () => {
  const draw = vi.fn<() => void>();
  const scheduler = createFrameScheduler(draw);
  for (let i = 0; i < 10; i++) scheduler.request();
  vi.advanceTimersByTime(40);
  expect(draw).toHaveBeenCalledOnce();
});

test('nothing is drawn after cancelling', () => {
  const draw = vi.fn<() => void>();
  const scheduler = createFrameScheduler(draw);
  scheduler.request();
  scheduler.cancel();
  vi.advanceTimersByTime(200);
  expect(draw).not.toHaveBeenCalled();
});
