import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCalm } from '../../../renderer/state/calm';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A value, and the one that was followed last. */
function create() {
  let [value, followed] = [0, 0];
  const changed = createCalm(() => {
    followed = value;
  });
  return {
    followed: () => followed,
    set(next: number, atOnce: boolean) {
      value = next;
      changed(atOnce);
    },
  };
}

/** Sets values, each so many milliseconds after the one before; what is followed each time. */
function follow(steps: readonly (readonly [value: number, after: number])[], atOnce = false): number[] {
  const calm = create();
  return steps.map(([value, after]) => {
    vi.advanceTimersByTime(after);
    calm.set(value, atOnce);
    return calm.followed();
  });
}

test('what changes after a pause is followed at once', () => {
  expect(
    follow([
      [1, 0],
      [2, 300],
      [3, 300],
    ]),
  ).toEqual([1, 2, 3]);
});

test('a burst is followed when it pauses', () => {
  const calm = create();
  calm.set(1, false);
  vi.advanceTimersByTime(90);
  calm.set(2, false);
  vi.advanceTimersByTime(90);
  calm.set(3, false);
  expect(calm.followed()).toBe(1);
  vi.advanceTimersByTime(119);
  expect(calm.followed()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(calm.followed()).toBe(3);
});

test('one that goes on is followed twice a second', () => {
  const values = Array.from({ length: 12 }, (_, i) => [i + 1, 100] as const);
  expect(follow(values)).toEqual([1, 1, 1, 1, 1, 6, 6, 6, 6, 6, 11, 11]);
});

test('what follows another project is no burst', () => {
  const calm = create();
  calm.set(1, false);
  vi.advanceTimersByTime(10);
  calm.set(2, true);
  vi.advanceTimersByTime(10);
  calm.set(3, false);
  expect(calm.followed()).toBe(3);
});

test('where nobody may see the value from before, it is followed at once', () => {
  expect(
    follow(
      [
        [1, 0],
        [2, 10],
      ],
      true,
    ),
  ).toEqual([1, 2]);
});
