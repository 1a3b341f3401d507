import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { parseProject, serializeProject } from '#shared/project/parse';
import { dataFiles, withDataFiles } from './data-files';
import { packingCancelled } from './problems';
import { DATA_ENTRIES, PROJECT_ENTRY, WEIGHTS_ENTRY } from './read-archive';

/** Data files beyond this stay where they are: nobody mails them. In bytes, all together. */
export const MOST_DATA_BYTES = 64 * 2 ** 20;
/** The same project gives the same archive. The format counts from 1980. */
const DATE = new Date(1980, 0, 1);
/** What is packed already gains nothing. */
const PACKED = /\.(gz|zip|png|jpe?g|npz)$/i;

/** As much is packed at a time, in bytes: some milliseconds, after which whatever else waits has its turn. */
const PIECE = 2 ** 18;

interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 0: as it is, up to 9. */
  readonly level: 0 | 1 | 6;
}

export interface PackedProject {
  readonly archive: Uint8Array;
  /** Data files that were too large, or could not be read. */
  readonly left: readonly string[];
}

/**
 * One archive for a project (the text of its file), the safetensors file of its weights, and its own data files as far as they are small.
 * Throws a DiagnosticError where the text is no project, and once `isOver` says that nobody waits for it.
 */
export async function packProject(
  text: string,
  weights: Uint8Array | null,
  isOver = (): boolean => false,
): Promise<PackedProject> {
  const parsed = parseProject(text);
  if (!parsed.ok) throw new DiagnosticError(parsed.diagnostics[0]!);
  const files: PackedFile[] = [];
  const paths = new Map<string, string>();
  const left: string[] = [];
  let total = 0;
  for (const [i, [param, path]] of dataFiles(parsed.value).entries()) {
    const bytes = await sizeOf(path);
    if (bytes === null || total + bytes > MOST_DATA_BYTES) {
      left.push(path);
      continue;
    }
    total += bytes;
    const name = `${DATA_ENTRIES}${i + 1}-${basename(path).replaceAll(/[^\w.-]/g, '_')}`;
    files.push({ name, bytes: await readFile(path), level: PACKED.test(path) ? 0 : 1 });
    paths.set(param, name);
  }
  const project = serializeProject(withDataFiles(parsed.value, paths));
  const all: readonly PackedFile[] = [
    { name: PROJECT_ENTRY, bytes: strToU8(project), level: 6 },
    ...(weights ? [{ name: WEIGHTS_ENTRY, bytes: weights, level: 0 } as const] : []),
    ...files,
  ];
  return { archive: await zipped(all, isOver), left };
}

/** The files in one archive, piece by piece. */
async function zipped(files: readonly PackedFile[], isOver: () => boolean): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const { name, bytes, level } of files) {
    const entry = new ZipDeflate(name, { level });
    entry.mtime = DATE;
    zip.add(entry);
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE) {
      if (isOver()) throw packingCancelled();
      entry.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
      await setImmediate();
    }
  }
  zip.end();
  return Buffer.concat(pieces);
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
