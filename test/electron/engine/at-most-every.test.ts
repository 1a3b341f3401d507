import { expect, test } from 'vitest';
import { atMostEvery } from '../../../electron/engine/at-most-every';

/** What is told of numbers that come at these milliseconds. */
function toldOf(times: readonly number[], options?: { isFirstTold: boolean }): readonly number[] {
  let clock = 0;
  const told: number[] = [];
  const tell = atMostEvery(
    100,
    () => clock,
    (value: number) => told.push(value),
    options,
  );
  for (const time of times) {
    clock = time;
    tell(time);
  }
  return told;
}

test('the first is told at once, and others no sooner than so long after the last that was told', () => {
  expect(toldOf([0, 50, 99, 100, 150, 300, 399])).toEqual([0, 100, 300]);
});

test('or the first waits as all others do, so that what is short is not told', () => {
  expect(toldOf([0, 50, 99], { isFirstTold: false })).toEqual([]);
  expect(toldOf([0, 50, 120, 150, 220], { isFirstTold: false })).toEqual([120, 220]);
});
