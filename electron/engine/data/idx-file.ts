import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { StoredValues } from '#shared/data/config';
import { type Idx, IDX_HEADER_BYTES, parseIdx, parseIdxHeader } from '#shared/data/idx';
import { DiagnosticError, type Result } from '#shared/graph/diagnostic';
import { dataProblem, fileNotRead } from './problem';
import { storedValues } from './stored-values';
import { unpackedFile } from './unpacked-file';

/** A file that the user chose, and the parameter of the dataset that names it. */
export interface ChosenFile {
  readonly param: string;
  readonly path: string;
}

export interface DataStorage {
  /** Numbers that take more bytes stay in their file. */
  readonly memoryLimit: number;
  /** Where packed files that do not fit are unpacked to. */
  readonly cacheFolder: string;
  /** Gives up what is being read. */
  readonly signal?: AbortSignal;
}

/** An IDX file whose numbers are in memory, or stay where they are. */
export type IdxFile = Idx | { readonly shape: readonly number[]; readonly stored: StoredValues };

const unpack = promisify(gunzip);
/** More than a single array can be. */
const MAX_BYTES = 2 ** 31 - 1;

/** An IDX file with all its numbers, plain or gzip. Throws a DiagnosticError that names file, byte, expected and found. */
export async function readIdx(file: ChosenFile, { signal }: Pick<DataStorage, 'signal'>): Promise<Idx> {
  const bytes = await reading(file, () => readFile(file.path, { signal }));
  signal?.throwIfAborted();
  return parsed(file, parseIdx(await unpacked(file, bytes, MAX_BYTES), basename(file.path)));
}

/** The same, but numbers beyond the limit are left in the file, or in an unpacked copy that is kept for the next time. */
export async function openIdx(
  file: ChosenFile,
  { memoryLimit, cacheFolder, signal }: DataStorage,
): Promise<IdxFile> {
  const { path } = file;
  const limit = Math.min(memoryLimit, MAX_BYTES - IDX_HEADER_BYTES) + IDX_HEADER_BYTES;
  const { size } = await reading(file, () => stat(path));
  const bytes = size <= limit ? await reading(file, () => readFile(path, { signal })) : await headOf(file);
  const isWhole = bytes.length === size;
  signal?.throwIfAborted();
  if (!isPacked(bytes)) return isWhole ? parsed(file, parseIdx(bytes, basename(path))) : stored(file, path);
  if (isWhole) {
    try {
      return parsed(file, parseIdx(await unpacked(file, bytes, limit), basename(path)));
    } catch (error) {
      if (!(error instanceof TooLongError)) throw error;
    }
  }
  return stored(
    file,
    await unpackedFile(path, cacheFolder, signal).catch((error: unknown) => {
      throw notUnpacked(file, error);
    }),
  );
}

async function stored(file: ChosenFile, path: string): Promise<IdxFile> {
  const { size, mtimeMs } = await reading(file, () => stat(path));
  const head = await headOf({ ...file, path });
  const header = parsed(file, parseIdxHeader(head, size, basename(file.path)));
  return { shape: header.shape, stored: storedValues(path, header, mtimeMs) };
}

function headOf(file: ChosenFile): Promise<Uint8Array> {
  return reading(file, async () => {
    const handle = await open(file.path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(
        new Uint8Array(IDX_HEADER_BYTES),
        0,
        IDX_HEADER_BYTES,
        0,
      );
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  });
}

async function reading<T>({ param, path }: ChosenFile, read: () => Promise<T>): Promise<T> {
  if (path === '') {
    throw dataProblem(
      'file-not-chosen',
      'A file of the dataset is not chosen yet.',
      '데이터셋 파일을 아직 고르지 않았습니다.',
      { param, expected: { en: 'an IDX file', ko: 'IDX 파일' } },
    );
  }
  try {
    return await read();
  } catch (error) {
    throw fileNotRead(path, error, { param });
  }
}

function parsed<T>({ param }: ChosenFile, result: Result<T>): T {
  if (result.ok) return result.value;
  throw new DiagnosticError({ ...result.diagnostics[0]!, param });
}

const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What is packed takes more than the limit. */
class TooLongError extends Error {}

async function unpacked(file: ChosenFile, bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  if (!isPacked(bytes)) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new TooLongError();
    throw damaged(file, error);
  }
}

function notUnpacked(file: ChosenFile, error: unknown): DiagnosticError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code.startsWith('Z_')) return damaged(file, error);
  const name = basename(file.path);
  return dataProblem(
    'not-unpacked',
    `${name} is too large for the memory, and there is no room on the disk to unpack it. Free some space, or unpack it yourself and choose the file in it.`,
    `${name}은(는) 메모리에 담기에 너무 크고, 디스크에 압축을 풀 수도 없습니다. 공간을 비우거나, 직접 압축을 풀어 그 파일을 고르세요.`,
    { param: file.param, detail: code || String(error) },
  );
}

function damaged({ param, path }: ChosenFile, error: unknown): DiagnosticError {
  const name = basename(path);
  return dataProblem(
    'gzip-damaged',
    `${name} is not a whole gzip file. Download or pack it again.`,
    `${name}은(는) 온전한 gzip 파일이 아닙니다. 다시 내려받거나 다시 압축하세요.`,
    { param, detail: error instanceof Error ? error.message : String(error) },
  );
}
