import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './files';

/** Versions of one project that are kept; the oldest go first. */
export const MOST_BACKUPS = 20;

export interface Backup {
  readonly path: string;
  readonly savedAt: number;
}

/** Earlier versions of project files, in a folder of the app's own, for each file the newest ones. */
export function createBackups(folder: string) {
  const folderOf = (path: string): string =>
    join(folder, createHash('sha256').update(path).digest('hex').slice(0, 16));

  async function list(path: string): Promise<readonly Backup[]> {
    const place = folderOf(path);
    const names = await readdir(place).catch((): string[] => []);
    return names
      .flatMap((name) => {
        const at = /^(\d+)\.json$/.exec(name)?.[1];
        return at === undefined ? [] : [{ path: join(place, name), savedAt: Number(at) }];
      })
      .toSorted((a, b) => b.savedAt - a.savedAt);
  }

  /** Keeps what the file at `path` held before it was written over. */
  async function keep(path: string, content: Uint8Array): Promise<void> {
    const known = await list(path);
    const at = Math.max(Date.now(), (known[0]?.savedAt ?? 0) + 1);
    await writeAtomically(join(folderOf(path), `${at}.json`), content);
    await Promise.all(known.slice(MOST_BACKUPS - 1).map((old) => rm(old.path, { force: true })));
  }

  return { list, keep };
}
