import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import { decodeProject } from '#shared/project/decode';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { openArchive } from '../backend/archive/read-archive';
import { isZip } from '../backend/archive/zip';
import { dataFolder } from './folders';

const MAX_BYTES = 512 * 2 ** 20;

/** Reads a project file. Throws a DiagnosticError that names the file when it is none. */
export async function readProject(path: string): Promise<ProjectFile> {
  const bytes = await readInput(path);
  if (bytes.length > MAX_BYTES)
    throw new DiagnosticError({
      ...notAProject(path),
      expected: `at most ${MAX_BYTES} bytes`,
      received: `${bytes.length} bytes`,
    });
  const parsed = parseProject(await textIn(bytes));
  if (parsed.ok) return parsed.value;
  const problem = parsed.diagnostics[0] ?? notAProject(path);
  throw new DiagnosticError({
    ...problem,
    message: { en: `${path}: ${problem.message.en}`, ko: `${path}: ${problem.message.ko}` },
  });
}

/** The text of a project file, or of that in an archive, whose data files are unpacked beside the runs. */
async function textIn(bytes: Uint8Array): Promise<string> {
  if (isZip(bytes)) return (await openArchive(bytes, join(dataFolder(), 'unpacked'))).text;
  const decoded = decodeProject(bytes, new TextDecoder('utf-8', { fatal: true }));
  if (!decoded.ok) throw new DiagnosticError(decoded.diagnostics[0]!);
  return decoded.value;
}

/** The bytes of a file that the user named. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DiagnosticError({
      code: 'file-not-read',
      severity: 'error',
      message: { en: `The file "${path}" cannot be read.`, ko: `"${path}" 파일을 읽을 수 없습니다.` },
      expected: { en: 'a file', ko: '파일' },
      received: WHY[code ?? ''] ?? code ?? String(error),
    });
  }
}

const WHY: Readonly<Record<string, Diagnostic['received']>> = {
  ENOENT: { en: 'nothing of this name', ko: '그런 이름의 파일이 없음' },
  EISDIR: { en: 'a folder', ko: '폴더' },
  EACCES: { en: 'no permission', ko: '권한 없음' },
};

const notAProject = (path: string): Diagnostic => ({
  code: 'not-a-project',
  severity: 'error',
  message: {
    en: `"${path}" is not a Neuroloom project.`,
    ko: `"${path}"은(는) Neuroloom 프로젝트가 아닙니다.`,
  },
});

/** What options may change of a project for one call. */
export interface Overrides {
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly seed?: number | undefined;
  readonly device?: string | undefined;
  readonly limit?: number | undefined;
}

export function withOverrides(project: ProjectFile, overrides: Overrides): ProjectFile {
  const { limit, ...training } = overrides;
  const given = Object.fromEntries(Object.entries(training).filter(([, value]) => value !== undefined));
  return {
    ...project,
    training: { ...project.training, ...given },
    data: limit === undefined ? project.data : { ...project.data, limit },
  };
}
