import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { formatBytes } from '#shared/graph/bytes';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';

const failure = (code: string, en: string, ko: string, error: unknown): DiagnosticError =>
  new DiagnosticError({
    code,
    severity: 'error',
    ...failedBecause({ en, ko }, error),
  });

/** Reads a text file; a DiagnosticError names the file when that fails. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw failure('file-not-read', `“${path}” cannot be read.`, `“${path}” 파일을 읽을 수 없습니다.`, error);
  }
}

/** Reads a file of at most `most` bytes; a DiagnosticError names it when that fails. */
export async function readBytes(path: string, most: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > most) throw tooLarge(path, most, size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    throw failure('file-not-read', `“${path}” cannot be read.`, `“${path}” 파일을 읽을 수 없습니다.`, error);
  }
}

const tooLarge = (path: string, most: number, size: number): DiagnosticError =>
  new DiagnosticError({
    code: 'file-too-large',
    severity: 'error',
    message: {
      en: `“${path}” is too large to be opened. Choose another file.`,
      ko: `“${path}” 파일은 너무 커서 열 수 없습니다. 다른 파일을 고르세요.`,
    },
    expected: { en: `at most ${formatBytes(most)}`, ko: `최대 ${formatBytes(most)}` },
    received: formatBytes(size),
  });

let written = 0;

/**
 * A reader finds the old file or the new one, never half of one nor none. With `backup` the old one stays beside it as `.bak`. A
 * DiagnosticError names the file when the disk refuses.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  { backup = false } = {},
): Promise<void> {
  // Two writes of the same file at the same time must not share it.
  const temporary = `${path}.${process.pid}-${written++}.tmp`;
  try {
    await ensureFolder(dirname(resolve(path)));
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (backup) await copyFile(path, `${path}.bak`).catch(() => undefined);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw failure(
      'file-not-written',
      `“${path}” cannot be written.`,
      `“${path}” 파일을 쓸 수 없습니다.`,
      error,
    );
  }
}

/** The JSON in a file of our own, as `schema` has it; null when it is missing or damaged. */
export async function readOwnJson<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
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
