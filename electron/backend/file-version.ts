import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A short name for what a file holds: the same for the same bytes. */
export const versionOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16);

/** That of the file at a path; null where there is none to read. */
export const versionOfFile = (path: string): Promise<string | null> =>
  readFile(path).then(versionOf, () => null);
