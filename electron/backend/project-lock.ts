import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Holder } from '#shared/protocol/projects';

const lockSchema = z.object({
  pid: z.number().int().min(1),
  host: z.string(),
  owner: z.string(),
  since: z.number(),
});
type Lock = z.infer<typeof lockSchema>;

/** How often whoever has a file open says so. */
export const BEAT_MS = 5_000;
/** Whoever was silent for so long is gone, or sleeps. */
export const STALE_MS = 60_000;

/** Beside the file, so that every program that reaches the file sees it. */
export const lockFileOf = (path: string): string => join(dirname(path), `.${basename(path)}.lock`);

/**
 * The sign that a project file is open: a file beside it, with the process, which is touched as long as it holds. It warns; it keeps nobody
 * from writing. Where no file can be written there is no warning either.
 */
export function projectLock(path: string, owner: string) {
  const file = lockFileOf(path);
  let holds = false;

  async function other(): Promise<Holder | null> {
    const lock = await readLock(file);
    if (!lock || lock.owner === owner || (await isStale(file, lock))) return null;
    const { pid, host, since } = lock;
    return { pid, host, since };
  }

  async function write(): Promise<boolean> {
    const lock: Lock = { pid: process.pid, host: hostname(), owner, since: Date.now() };
    return writeFile(file, JSON.stringify(lock), { flag: 'wx' }).then(
      () => true,
      () => false,
    );
  }

  return {
    /** Takes it, or tells who has it. */
    async take(): Promise<Holder | null> {
      if (holds) return null;
      if (await write()) holds = true;
      else {
        const holder = await other();
        if (holder) return holder;
        await rm(file, { force: true }).catch(() => undefined);
        holds = await write();
      }
      return null;
    },
    /** Says that it is still held; takes it where it has become free. */
    async beat(): Promise<void> {
      if (!holds) {
        await this.take();
        return;
      }
      const lock = await readLock(file);
      if (lock?.owner !== owner) holds = false;
      else await utimes(file, new Date(), new Date()).catch(() => undefined);
    },
    async release(): Promise<void> {
      if (!holds) return;
      holds = false;
      const lock = await readLock(file);
      if (lock?.owner === owner) await rm(file, { force: true }).catch(() => undefined);
    },
  };
}

async function readLock(file: string): Promise<Lock | null> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function isStale(file: string, { pid, host }: Lock): Promise<boolean> {
  const beatAt = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return Date.now() - beatAt > STALE_MS || (host === hostname() && !isAlive(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
