import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { cancellable } from '../../../electron/engine/cancellable';
import { readWeights } from '../../../electron/engine/weights/read-weights';
import { writeFileAtomically } from '../../../electron/engine/write-file';
import { temporaryFolder } from '../../fakes/temporary-folder';

const CANCELLED: Diagnostic = {
  code: 'given-up',
  severity: 'hint',
  message: { en: 'Given up.', ko: '그만두었습니다.' },
};
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

test('all that is under way is given up, and what begins later is not', async () => {
  const work = cancellable(CANCELLED);
  const both = [work.run(endless), work.run(endless)];
  work.cancel();
  const ends = await Promise.allSettled(both);
  expect(
    ends.map((end) => end.status === 'rejected' && (end.reason as { diagnostic: unknown }).diagnostic),
  ).toEqual([CANCELLED, CANCELLED]);
  expect(await work.run(async () => 'done')).toBe('done');
});

test('what is done already stays done, and what fails by itself says why', async () => {
  const work = cancellable(CANCELLED);
  const done = work.run(async () => 'done');
  const failed = work.run(async () => {
    throw new Error('no');
  });
  work.cancel();
  expect(await done).toBe('done');
  // It failed while it was given up: that is what the user wanted.
  await expect(failed).rejects.toMatchObject({ diagnostic: CANCELLED });
  await expect(work.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('a file that is given up while it is written is as it was before, with nothing beside it', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'weights');
  await writeFileAtomically(path, [Uint8Array.of(1)]);
  const work = cancellable(CANCELLED);
  const large = new Uint8Array(64 * 2 ** 20).fill(2);
  const writing = work.run((signal) => writeFileAtomically(path, [large], signal));
  // As soon as there is something half written.
  while ((await readdir(folder)).length < 2) await new Promise((next) => setTimeout(next, 0));
  work.cancel();
  await expect(writing).rejects.toMatchObject({ diagnostic: CANCELLED });
  expect([await readdir(folder), [...(await readFile(path))]]).toEqual([['weights'], [1]]);
});

test('weights that are given up are not read', async () => {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'a.safetensors');
  await writeFile(path, new Uint8Array(1 << 20));
  const work = cancellable(CANCELLED);
  const reading = work.run((signal) => readWeights(path, signal));
  work.cancel();
  await expect(reading).rejects.toMatchObject({ diagnostic: CANCELLED });
});
