import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPaint } from '../../../renderer/state/after-paint';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what takes long is done once, after the next picture of the screen', () => {
  const work = vi.fn<() => void>();
  afterPaint(work);
  vi.advanceTimersByTime(10);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20);
  expect(work).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledOnce();
});

test('in a window that is not seen there is no picture to wait for', () => {
  vi.stubGlobal('requestAnimationFrame', () => 1);
  const work = vi.fn<() => void>();
  afterPaint(work);
  vi.advanceTimersByTime(100);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(work).toHaveBeenCalledOnce();
});
