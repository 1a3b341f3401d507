import { existsSync } from 'node:fs';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createBackups, MOST_BACKUPS } from '../../../electron/backend/backups';
import { versionOf } from '../../../electron/backend/file-version';
import { openFileOfPage } from '../../../electron/backend/open-file';
import { lockFileOf, projectLock, STALE_MS } from '../../../electron/backend/project-lock';
import { temporaryFolder } from '../../fakes/temporary-folder';

async function projectFile(): Promise<string> {
  const path = join(await temporaryFolder(), 'net.json');
  await writeFile(path, 'one');
  return path;
}

/** A process that has ended for certain. */
const ENDED = 2 ** 22 + 1;

describe('the sign that a project is open', () => {
  test('tells the second who has it, until the first lets go', async () => {
    const path = await projectFile();
    const [first, second] = [projectLock(path, 'a'), projectLock(path, 'b')];
    expect(await first.take()).toBeNull();
    expect(await second.take()).toMatchObject({ pid: process.pid, host: hostname() });
    await second.release();
    expect(existsSync(lockFileOf(path))).toBe(true);
    await first.release();
    expect(existsSync(lockFileOf(path))).toBe(false);
    expect(await second.take()).toBeNull();
  });

  test('passes on when the one who waits looks again', async () => {
    const path = await projectFile();
    const [first, second] = [projectLock(path, 'a'), projectLock(path, 'b')];
    await first.take();
    await second.take();
    await first.release();
    await second.beat();
    expect(await projectLock(path, 'c').take()).not.toBeNull();
  });

  test.each([
    ['of a process that is gone', { pid: ENDED, host: hostname() }, 0],
    ['of someone silent for long', { pid: process.pid, host: 'another' }, STALE_MS + 5_000],
  ])('%s is taken over', async (_name, holder, silentMs) => {
    const path = await projectFile();
    await writeFile(lockFileOf(path), JSON.stringify({ ...holder, owner: 'x', since: 1 }));
    const then = new Date(Date.now() - silentMs);
    await utimes(lockFileOf(path), then, then);
    expect(await projectLock(path, 'a').take()).toBeNull();
    expect(await readFile(lockFileOf(path), 'utf8')).toContain('"owner":"a"');
  });

  test('that is damaged counts as none', async () => {
    const path = await projectFile();
    await writeFile(lockFileOf(path), '{');
    expect(await projectLock(path, 'a').take()).toBeNull();
  });

  test.runIf(process.platform === 'linux')('is left out where no file can be written', async () => {
    expect(await projectLock('/proc/net.json', 'a').take()).toBeNull();
  });
});

describe('the file that a page has open', () => {
  function page() {
    const told: { path: string; version: string | null }[] = [];
    const file = openFileOfPage((change) => told.push(change));
    onTestFinished(() => file.release());
    return { file, told };
  }

  test('tells when someone else writes it, and not when the page does', async () => {
    const path = await projectFile();
    const { file, told } = page();
    await file.hold({ path, version: versionOf('one') });
    await file.writing(async () => {
      await writeFile(path, 'mine');
      return { path, savedAt: 1, version: versionOf('mine') };
    });
    await writeFile(path, 'theirs');
    await vi.waitFor(() => expect(told).toEqual([{ path, version: versionOf('theirs') }]), 8_000);
  }, 10_000);

  test('is one at a time', async () => {
    const [a, b] = [await projectFile(), await projectFile()];
    const { file } = page();
    await file.hold({ path: a, version: null });
    await file.hold({ path: b, version: null });
    expect([existsSync(lockFileOf(a)), existsSync(lockFileOf(b))]).toEqual([false, true]);
    await file.hold({ path: null, version: null });
    expect(existsSync(lockFileOf(b))).toBe(false);
  });
});

describe('earlier versions', () => {
  test('are kept for each file, newest first, the last of them only', async () => {
    const folder = await temporaryFolder();
    const backups = createBackups(folder);
    for (let i = 0; i < MOST_BACKUPS + 3; i++) await backups.keep('/a.json', Buffer.from(`a${i}`));
    await backups.keep('/b.json', Buffer.from('b'));
    const kept = await backups.list('/a.json');
    const texts = await Promise.all(kept.map(({ path }) => readFile(path, 'utf8')));
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([MOST_BACKUPS, `a${MOST_BACKUPS + 2}`, 'a3']);
    expect(await backups.list('/b.json')).toHaveLength(1);
    expect(await backups.list('/none.json')).toEqual([]);
    expect(await readdir(folder)).toHaveLength(2);
  });
});
