import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SampleValues, StoredValues } from '#shared/data/config';
import type { IdxHeader } from '#shared/data/idx';
import type { DiagnosticError } from '#shared/graph/diagnostic';
import { dataProblem, fileNotRead } from './problem';
import { FileChangedError, readRows, type RowFile } from './row-reader';

/** The samples of an unpacked IDX file, read when they are asked for. Reading throws a DiagnosticError when the file has changed. */
export function storedValues(
  path: string,
  { shape, dtype, start, bytes, numbers }: IdxHeader,
  changedAt: number,
): StoredValues {
  const rowBytes = shape.slice(1).reduce((product, n) => product * n, bytes);
  const file: RowFile = { path, start, rowBytes, changedAt };
  const valuesOf = (raw: Uint8Array): SampleValues =>
    dtype === 'uint8' ? raw : Float32Array.from(numbers(raw));
  const read = (reading: Promise<Uint8Array>): Promise<SampleValues> =>
    reading.then(valuesOf).catch((error: unknown) => {
      throw notRead(path, error);
    });
  return {
    dtype: dtype === 'uint8' ? 'uint8' : 'float32',
    read: (first, count) => read(readPart(file, first, count)),
    gather: (rows) => read(readRows(file, rows)),
  };
}

async function readPart(
  { path, start, rowBytes, changedAt }: RowFile,
  first: number,
  count: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(count * rowBytes);
  const file = await open(path, 'r');
  try {
    if ((await file.stat()).mtimeMs !== changedAt) throw new FileChangedError();
    for (let got = 0; got < bytes.length;) {
      const { bytesRead } = await file.read(bytes, got, bytes.length - got, start + first * rowBytes + got);
      if (bytesRead === 0) throw new FileChangedError();
      got += bytesRead;
    }
  } finally {
    await file.close();
  }
  return bytes;
}

const notRead = (path: string, error: unknown): DiagnosticError =>
  error instanceof FileChangedError
    ? dataProblem(
        'file-changed',
        `${basename(path)} has changed since the data was opened. Choose it again.`,
        `데이터를 연 뒤에 ${basename(path)} 파일이 바뀌었습니다. 파일을 다시 고르세요.`,
      )
    : fileNotRead(path, error);
