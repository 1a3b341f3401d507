import { basename } from 'node:path';
import type { Samples } from '#shared/data/config';
import type { Idx } from '#shared/data/idx';
import type { DiagnosticError } from '#shared/graph/diagnostic';
import { type ChosenFile, type DataStorage, type IdxFile, openIdx, readIdx } from './idx-file';
import { dataProblem } from './problem';

const MAX_CLASSES = 1000;

/**
 * The samples of an images file with the classes of a labels file, each plain or gzip. Images get a channel axis; other numbers than bytes
 * become float32. What is too much for the memory stays in its file. Throws a DiagnosticError that names file, byte, expected and found.
 */
export async function readSamples(
  images: ChosenFile,
  labels: ChosenFile,
  storage: DataStorage,
): Promise<Samples> {
  const [values, classes] = [await openIdx(images, storage), await readIdx(labels, storage)];
  const [count = 0, ...shape] = values.shape;
  checkAxes(images, values, labels, classes);
  checkLabels(labels, classes, count);
  return {
    count,
    shape: shape.length === 2 ? [...shape, 1] : shape,
    x: valuesOf(values),
    labels: Int32Array.from(classes.data),
  };
}

/** One weight for each of `count` samples, 0 or more. Throws a DiagnosticError as `readSamples` does. */
export async function readSampleWeights(
  file: ChosenFile,
  count: number,
  storage: Pick<DataStorage, 'signal'> = {},
): Promise<Float32Array> {
  const { shape, data } = await readIdx(file, storage);
  if (shape.length !== 1 || shape[0] !== count)
    throw misfit(
      file,
      4,
      'there is one weight for each training sample.',
      '학습 샘플마다 가중치가 하나씩 있어야 합니다.',
      String(count),
      shape.join(' × '),
    );
  const at = data.findIndex((weight) => !Number.isFinite(weight) || weight < 0);
  if (at >= 0)
    throw misfit(
      file,
      8 + at * data.BYTES_PER_ELEMENT,
      'a weight is not allowed.',
      '쓸 수 없는 가중치가 있습니다.',
      '0 …',
      String(data[at]),
    );
  return Float32Array.from(data);
}

function valuesOf(file: IdxFile): Samples['x'] {
  if ('stored' in file) return file.stored;
  return file.data instanceof Uint8Array ? file.data : Float32Array.from(file.data);
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

function checkAxes(images: ChosenFile, values: IdxFile, labels: ChosenFile, classes: Idx): void {
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
