import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DiagnosticError } from '#shared/graph/diagnostic';

const failure = (code: string, en: string, ko: string, error: unknown): DiagnosticError =>
  new DiagnosticError({
    code,
    severity: 'error',
    message: { en, ko },
    received: (error as NodeJS.ErrnoException).code ?? String(error),
  });

/** Reads a text file; a DiagnosticError names the file when that fails. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw failure('file-not-read', `“${path}” cannot be read.`, `“${path}” 파일을 읽을 수 없습니다.`, error);
  }
}

/** A reader finds the old file or the new one, never half of one. With `backup` the old one stays beside it as `.bak`. */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  { backup = false } = {},
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (backup) await rename(path, `${path}.bak`).catch(() => undefined);
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

/** The JSON in a file of our own; `fallback` when it is missing or damaged. */
export async function readOwnJson<T>(path: string, fallback: T): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return fallback;
  }
}
