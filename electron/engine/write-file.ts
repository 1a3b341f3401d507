import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DiagnosticError } from '#shared/graph/diagnostic';

let written = 0;

/**
 * Writes `parts` one after the other into a new file and puts it in `path`'s place: a reader finds the old file or the new one,
 * never half of one. Throws a DiagnosticError when the disk refuses.
 */
export async function writeFileAtomically(path: string, parts: readonly Uint8Array[]): Promise<void> {
  // Two writes of the same file at the same time must not share it.
  const temporary = `${path}.${process.pid}-${written++}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new DiagnosticError({
      code: 'file-not-written',
      severity: 'error',
      message: {
        en: `The file "${path}" cannot be written.`,
        ko: `"${path}" 파일을 쓸 수 없습니다.`,
      },
      received: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}
