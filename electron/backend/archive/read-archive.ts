import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { decodeProject } from '#shared/project/decode';
import { parseProject, serializeProject } from '#shared/project/parse';
import { writeAtomically } from '../files';
import { dataFiles, withDataFiles } from './data-files';
import { noProjectInside, openingCancelled } from './problems';
import { listZip, unpackEntry, type ZipEntry } from './zip';

/** Names of an archive's files; the user's data lie in a folder of their own. */
export const PROJECT_ENTRY = 'project.json';
export const WEIGHTS_ENTRY = 'weights.safetensors';
export const DATA_ENTRIES = 'data/';

export interface UnpackedProject {
  /** Of a project file, whose data files lie where they were unpacked. */
  readonly text: string;
  /** Path of its weights. */
  readonly weights: string | null;
}

/**
 * The project of an archive, as `packProject` writes it; its weights and data files are unpacked into `folder`, each archive into a place
 * of its own. Once `isOver` says so it is given up between two of its files. What else the archive holds stays in it. Throws a DiagnosticError before anything is written where it is damaged or odd.
 */
export async function openArchive(
  archive: Uint8Array,
  folder: string,
  isOver = (): boolean => false,
): Promise<UnpackedProject> {
  const entries = listZip(archive);
  const base = baseOf(entries);
  const named = new Map(entries.map((entry) => [entry.name, entry]));
  const contentOf = async (name: string): Promise<Uint8Array | null> => {
    const entry = named.get(base + name);
    return entry ? unpackEntry(entry) : null;
  };
  const decoded = decodeProject((await contentOf(PROJECT_ENTRY))!, new TextDecoder('utf-8', { fatal: true }));
  if (!decoded.ok) throw new DiagnosticError(decoded.diagnostics[0]!);
  const parsed = parseProject(decoded.value);
  // What is wrong with it the page tells, with line and reason.
  if (!parsed.ok) return { text: decoded.value, weights: null };

  const wanted = dataFiles(parsed.value).filter(([, name]) => name.startsWith(DATA_ENTRIES));
  const files = new Map<string, Uint8Array>();
  for (const name of [WEIGHTS_ENTRY, ...wanted.map(([, path]) => path)]) {
    if (isOver()) throw openingCancelled();
    const content = await contentOf(name);
    if (content) files.set(name, content);
  }
  const place = join(folder, createHash('sha256').update(archive).digest('hex').slice(0, 16));
  const placeOf = (name: string): string => join(place, ...name.split('/'));
  for (const [name, content] of files) {
    if (isOver()) throw openingCancelled();
    await writeAtomically(placeOf(name), content);
  }
  const paths = new Map(wanted.flatMap(([param, name]) => (files.has(name) ? [[param, placeOf(name)]] : [])));
  return {
    text: paths.size > 0 ? serializeProject(withDataFiles(parsed.value, paths)) : decoded.value,
    weights: files.has(WEIGHTS_ENTRY) ? placeOf(WEIGHTS_ENTRY) : null,
  };
}

/** The folder that the project lies in: a tool that packs folders puts one around. */
function baseOf(entries: readonly ZipEntry[]): string {
  const found = entries.filter(({ name }) => name === PROJECT_ENTRY || name.endsWith(`/${PROJECT_ENTRY}`));
  const own = found.filter(({ name }) => !name.startsWith('__MACOSX/') && name.split('/').length <= 2);
  const [entry] = own.toSorted((a, b) => a.name.length - b.name.length);
  if (!entry) throw noProjectInside(entries.map(({ name }) => name));
  return entry.name.slice(0, -PROJECT_ENTRY.length);
}
