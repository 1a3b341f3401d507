import { expect, test } from 'vitest';
import { runTask, secondsLeft, useTasks } from '../../../renderer/state/tasks-store';

const LABEL = { en: 'Measuring', ko: '측정하는 중' };
const tasks = () => useTasks.getState().tasks;

test('work is in sight while it is under way, says how far it is, and is cancelled once', async () => {
  const cancelled: string[] = [];
  let finish!: (result: string) => void;
  const result = runTask(
    LABEL,
    ({ made }) => {
      made(25, 100);
      return new Promise<string>((resolve) => (finish = resolve));
    },
    () => cancelled.push('cancelled'),
  );
  expect(tasks()).toMatchObject([{ label: LABEL, share: 0.25, isEnding: false }]);
  tasks()[0]!.cancel!();
  expect([cancelled, tasks()[0]!.isEnding]).toEqual([['cancelled'], true]);
  finish('done');
  expect(await result).toBe('done');
  expect(tasks()).toEqual([]);
});

test('work that fails is out of sight too, and its failure is passed on', async () => {
  const failing = runTask(LABEL, () => Promise.reject(new Error('no')));
  expect(tasks()).toMatchObject([{ share: null, cancel: null }]);
  await expect(failing).rejects.toThrow('no');
  expect(tasks()).toEqual([]);
});

test.each([
  [0.25, 10_000, 30],
  [0.5, 4_000, 4],
  [1, 7_000, 0],
  [0.001, 7_000, null],
  [null, 7_000, null],
])('at a share of %s after %i ms there are %s s left', (share, elapsed, expected) => {
  expect(secondsLeft({ startedAt: 1_000, share }, 1_000 + elapsed)).toBe(expected);
});
