import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Samples } from '#shared/data/config';
import { type Idx, parseIdx } from '#shared/data/idx';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { dataProblem } from './problem';

/** A file that the user chose, and the parameter of the dataset that names it. */
export interface ChosenFile {
  readonly param: string;
  readonly path: string;
}

const unpack = promisify(gunzip);

/** More than the memory that a dataset may take. */
const MAX_BYTES = 2 ** 31 - 1;
const MAX_CLASSES = 1000;

/**
 * The samples of an images file with the classes of a labels file, each plain or gzip. Images get a channel axis; other numbers than bytes
 * become float32. Throws a DiagnosticError that names file, byte, expected and found.
 */
export async function readSamples(images: ChosenFile, labels: ChosenFile): Promise<Samples> {
  const [values, classes] = [await readIdx(images), await readIdx(labels)];
  const [count = 0, ...shape] = values.shape;
  checkAxes(images, values, labels, classes);
  checkLabels(labels, classes, count);
  return {
    count,
    shape: shape.length === 2 ? [...shape, 1] : shape,
    x: values.data instanceof Uint8Array ? values.data : Float32Array.from(values.data),
    labels: Int32Array.from(classes.data),
  };
}

async function readIdx({ param, path }: ChosenFile): Promise<Idx> {
  if (path === '') {
    throw dataProblem(
      'file-not-chosen',
      'A file of the dataset is not chosen yet.',
      '데이터셋 파일을 아직 고르지 않았습니다.',
      { param, expected: { en: 'an IDX file', ko: 'IDX 파일' } },
    );
  }
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw dataProblem('file-not-read', `${path} cannot be read.`, `${path} 파일을 읽을 수 없습니다.`, {
      param,
      received: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
  const parsed = parseIdx(await unpacked(bytes, name, param), name);
  if (!parsed.ok) throw new DiagnosticError({ ...parsed.diagnostics[0]!, param });
  return parsed.value;
}

async function unpacked(bytes: Uint8Array, name: string, param: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw dataProblem(
      'gzip-damaged',
      `${name} is not a whole gzip file.`,
      `${name}은(는) 온전한 gzip 파일이 아닙니다.`,
      { param, received: error instanceof Error ? error.message : String(error) },
    );
  }
}

/** What is wrong at a byte of a file that is a proper IDX file. */
export function misfit(
  { param, path }: ChosenFile,
  offset: number,
  en: string,
  ko: string,
  expected: string,
  received: string,
): DiagnosticError {
  const name = basename(path);
  return dataProblem(
    'idx-files-differ',
    `${name}, byte ${offset}: ${en}`,
    `${name}, ${offset}번째 바이트: ${ko}`,
    {
      param,
      expected,
      received,
    },
  );
}

function checkAxes(images: ChosenFile, values: Idx, labels: ChosenFile, classes: Idx): void {
  if (classes.shape.length !== 1) {
    throw misfit(
      labels,
      3,
      'labels are a list of numbers.',
      '레이블은 숫자 목록이어야 합니다.',
      '1 axis',
      `${classes.shape.length}`,
    );
  }
  if (values.shape.length === 1) {
    throw misfit(
      images,
      3,
      'samples need two axes or more.',
      '샘플에는 축이 둘 이상 있어야 합니다.',
      '2 … 4 axes',
      '1',
    );
  }
}

function checkLabels(labels: ChosenFile, { shape, data }: Idx, count: number): void {
  if (shape[0] !== count || count === 0) {
    throw misfit(
      labels,
      4,
      'there is one label for each sample.',
      '샘플마다 레이블이 하나씩 있어야 합니다.',
      `${Math.max(count, 1)}`,
      `${shape[0]}`,
    );
  }
  const at = data.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= MAX_CLASSES);
  if (at < 0) return;
  throw misfit(
    labels,
    8 + at * data.BYTES_PER_ELEMENT,
    'a label is no class number.',
    '클래스 번호가 아닌 레이블이 있습니다.',
    `0 … ${MAX_CLASSES - 1}`,
    String(data[at]),
  );
}
