import { appendFile, mkdir, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

const TABLE = /^\.(csv|tsv|txt)$/i;

/** The file of that name in `folder`, and never another of the run's files. */
export function tablePath(folder: string, name: string): string {
  const safe = basename(name.trim().replaceAll('\\', '/')) || 'training.csv';
  return join(folder, TABLE.test(extname(safe)) ? safe : `${safe}.csv`);
}

export interface Row {
  readonly header: string;
  readonly row: string;
  /** Before the first row: into an empty file, or after what is there. */
  readonly begin: 'new' | 'append' | null;
  /** How long the file was after the row before; what is behind it is taken back. */
  readonly length: number;
}

/** Writes a line of a table, with the header in an empty file. Resolves with the new length in bytes. */
export async function writeRow(path: string, { header, row, begin, length }: Row): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const found = await stat(path).catch(() => null);
  const kept =
    begin === 'new' ? 0 : begin === 'append' ? (found?.size ?? 0) : Math.min(length, found?.size ?? 0);
  if (!found) await writeFile(path, '');
  else if (found.size > kept) await truncate(path, kept);
  const text = kept === 0 ? header + row : row;
  await appendFile(path, text);
  return kept + Buffer.byteLength(text);
}
