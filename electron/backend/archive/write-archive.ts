import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { parseProject, serializeProject } from '#shared/project/parse';
import { dataFiles, withDataFiles } from './data-files';
import { DATA_ENTRIES, PROJECT_ENTRY, WEIGHTS_ENTRY } from './read-archive';

/** Data files beyond this stay where they are: nobody mails them. In bytes, all together. */
export const MOST_DATA_BYTES = 64 * 2 ** 20;
/** The same project gives the same archive. The format counts from 1980. */
const DATE = new Date(1980, 0, 1);
/** What is packed already gains nothing. */
const PACKED = /\.(gz|zip|png|jpe?g|npz)$/i;

export interface PackedProject {
  readonly archive: Uint8Array;
  /** Data files that were too large, or could not be read. */
  readonly left: readonly string[];
}

/**
 * One archive for a project (the text of its file), the safetensors file of its weights, and its own data files as far as they are small.
 * Throws a DiagnosticError where the text is no project.
 */
export async function packProject(text: string, weights: Uint8Array | null): Promise<PackedProject> {
  const parsed = parseProject(text);
  if (!parsed.ok) throw new DiagnosticError(parsed.diagnostics[0]!);
  const files: Zippable = {};
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
    files[name] = [await readFile(path), { level: PACKED.test(path) ? 0 : 1 }];
    paths.set(param, name);
  }
  const project = serializeProject(withDataFiles(parsed.value, paths));
  const archive = zipSync(
    {
      [PROJECT_ENTRY]: strToU8(project),
      ...(weights && { [WEIGHTS_ENTRY]: [weights, { level: 0 }] }),
      ...files,
    },
    { mtime: DATE },
  );
  return { archive, left };
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
