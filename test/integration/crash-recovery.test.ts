import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder';
import { crashedSession, type Outcome } from './crash-session';
import { example } from './projects';

const KILLS = 50;
/** So many sessions at the same time. */
const LANES = 5;
/** No older edit may be lost. */
const MOST_LOST_MS = 2_000;

test(`${KILLS} crashes at random moments of editing lose no edit older than two seconds, and leave nothing half written`, async () => {
  const start = example('mnist-cnn');
  const seeds = Array.from({ length: KILLS }, (_, i) => i + 1);
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
      const folder = await temporaryFolder();
      outcomes.push(await crashedSession(folder, start, seed));
      await rm(folder, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const lost = outcomes.map(({ lostMs }) => lostMs).toSorted((a, b) => a - b);
  const edits = outcomes.reduce((sum, outcome) => sum + outcome.edits, 0);
  const saves = outcomes.reduce((sum, outcome) => sum + outcome.saves, 0);
  console.log(
    `${outcomes.length} crashes in ${edits} edits with ${saves} saves: oldest lost edit ${lost.at(-1)!.toFixed(0)} ms, median ${lost[KILLS / 2]!.toFixed(0)} ms`,
  );
  expect(outcomes).toHaveLength(KILLS);
  expect(lost.filter((ms) => ms > MOST_LOST_MS)).toEqual([]);
  // They did interrupt work.
  expect(lost.filter((ms) => ms > 0).length).toBeGreaterThan(KILLS / 2);
});
