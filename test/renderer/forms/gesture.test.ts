import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginGesture, endGesture, goesOn } from '../../../renderer/state/gesture';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('typing goes on for a second', () => {
  const last = Date.now();
  vi.advanceTimersByTime(999);
  expect(goesOn(last)).toBe(true);
  vi.advanceTimersByTime(1);
  expect(goesOn(last)).toBe(false);
});

test('a drag goes on until the pointer is up, and is no part of what was typed before or is typed after', () => {
  const typed = Date.now();
  vi.advanceTimersByTime(10);
  beginGesture();
  expect(goesOn(typed)).toBe(false);
  const dragged = Date.now();
  vi.advanceTimersByTime(60_000);
  expect(goesOn(dragged)).toBe(true);
  endGesture();
  expect(goesOn(dragged)).toBe(false);
});
