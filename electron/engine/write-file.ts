import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';

let written = 0;

/**
 * Writes `parts` one after the other into a new file and puts it in `path`'s place: a reader finds the old file or the new one,
 * never half of one. Throws a DiagnosticError when the disk refuses; given up by `signal` it rejects, and what was there stays.
 */
export async function writeFileAtomically(
  path: string,
  parts: readonly Uint8Array[],
  signal?: AbortSignal,
): Promise<void> {
  // Two writes of the same file at the same time must not share it.
  const temporary = `${path}.${process.pid}-${written++}.tmp`;
  try {
    await ensureFolder(dirname(resolve(path)));
    const file = await open(temporary, 'w');
    try {
      // A long write looks at the signal now and then.
      for (const part of parts) await file.writeFile(part, { signal });
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new DiagnosticError({
      code: 'file-not-written',
      severity: 'error',
      ...failedBecause(
        { en: `The file "${path}" cannot be written.`, ko: `"${path}" 파일을 쓸 수 없습니다.` },
        error,
      ),
    });
  }
}

/**
 * Makes a folder and those above it that are missing. Node's own recursive `mkdir` never ends where a folder that is there refuses to
 * have others in it (`/proc`).
 */
async function ensureFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await ensureFolder(dirname(path));
    await ensureFolder(path);
  }
}
