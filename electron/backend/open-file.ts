import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ApiInput, ApiOutput, EventPayload } from '#shared/protocol/api';
import { versionOfFile } from './file-version';
import { BEAT_MS, projectLock } from './project-lock';

/** How often the file is looked at. */
const LOOK_MS = 2_000;

interface OpenFile {
  readonly path: string;
  readonly lock: ReturnType<typeof projectLock>;
  readonly timers: readonly NodeJS.Timeout[];
  /** What the page knows of its content. */
  version: string | null;
  /** Its time and size, when it was looked at. */
  seen: string;
}

/**
 * The one project file that a page has open: its lock is held, and `tell` hears when someone else has written or removed it. `writing`
 * wraps the page's own writes, which are no news.
 */
export function openFileOfPage(tell: (change: EventPayload<'projects.changed'>) => void) {
  const owner = randomUUID();
  let open: OpenFile | null = null;
  let writes = 0;

  async function look(file: OpenFile): Promise<void> {
    const seen = await signOf(file.path);
    if (seen === file.seen || writes > 0 || file !== open) return;
    const version = await versionOfFile(file.path);
    if (writes > 0 || file !== open) return;
    file.seen = seen;
    if (version === file.version) return;
    file.version = version;
    tell({ path: file.path, version });
  }

  async function release(): Promise<void> {
    const file = open;
    open = null;
    for (const timer of file?.timers ?? []) clearInterval(timer);
    await file?.lock.release();
  }

  async function hold({ path, version }: ApiInput<'projects.hold'>): Promise<ApiOutput<'projects.hold'>> {
    const full = path === null ? null : resolve(path);
    if (open && open.path === full) {
      open.version = version;
      return { holder: await open.lock.take() };
    }
    await release();
    if (full === null) return { holder: null };
    const lock = projectLock(full, owner);
    const timers = [
      setInterval(() => void look(file), LOOK_MS),
      setInterval(() => void lock.beat(), BEAT_MS),
    ];
    for (const timer of timers) timer.unref();
    const file: OpenFile = { path: full, lock, timers, version, seen: await signOf(full) };
    open = file;
    return { holder: await lock.take() };
  }

  return {
    hold,
    release,
    async writing(write: () => Promise<ApiOutput<'projects.write'>>): Promise<ApiOutput<'projects.write'>> {
      writes++;
      try {
        const written = await write();
        if (open?.path === written.path) {
          open.version = written.version;
          open.seen = await signOf(written.path);
        }
        return written;
      } finally {
        writes--;
      }
    },
  };
}

const signOf = (path: string): Promise<string> =>
  stat(path).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => 'gone',
  );
