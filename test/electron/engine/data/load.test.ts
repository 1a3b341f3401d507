import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type DataConfig, DEFAULT_DATA } from '#shared/data/config';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { loadDataset } from '../../../../electron/engine/data/load';
import { heldValues } from '../../../../electron/engine/data/samples';
import { temporaryFolder } from '../../../fakes/temporary-folder';
import { idxFile } from '../../../fixtures/idx';

const assets = resolve('assets');
const PARTS = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const;
type Part = (typeof PARTS)[number];
type Files = Partial<Record<Part | 'trainWeights', Uint8Array | null>>;

const WHOLE: Readonly<Record<Part, Uint8Array>> = {
  trainImages: idxFile([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  trainLabels: idxFile([3], [0, 2, 1]),
  testImages: idxFile([1, 2, 2], [9, 9, 9, 9]),
  testLabels: idxFile([1], [1]),
};

/** Loads four IDX files, some of them changed or (null) not chosen. */
async function load(changes: Files = {}, rest: Partial<DataConfig> = {}) {
  const folder = await temporaryFolder();
  const params: Record<string, string> = {};
  for (const part of PARTS) {
    const bytes = changes[part] === undefined ? WHOLE[part] : changes[part];
    params[part] = bytes ? join(folder, part) : '';
    if (bytes) await writeFile(params[part], bytes);
  }
  if (changes.trainWeights) {
    params['trainWeights'] = join(folder, 'weights');
    await writeFile(params['trainWeights'], changes.trainWeights);
  }
  return loadDataset({ ...DEFAULT_DATA, dataset: 'idx', params, ...rest }, { assets });
}

async function problemOf(loading: Promise<unknown>) {
  const error = await loading.catch((reason: unknown) => reason);
  if (!(error instanceof DiagnosticError)) throw new Error('It was loaded, or failed without a Diagnostic');
  const { code, param, message, expected, received, detail } = error.diagnostic;
  return { code, param, message: message.en, expected, received, detail };
}

describe('files of one’s own', () => {
  test('are read plain', async () => {
    expect(await load()).toEqual({
      dataset: 'idx',
      shape: [2, 2, 1],
      dtype: 'uint8',
      classNames: ['0', '1', '2'],
      trainCount: 3,
      testCount: 1,
      train: {
        count: 3,
        shape: [2, 2, 1],
        x: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        labels: Int32Array.of(0, 2, 1),
      },
      test: { count: 1, shape: [2, 2, 1], x: Uint8Array.of(9, 9, 9, 9), labels: Int32Array.of(1) },
    });
  });

  test('may come with a weight for each training sample', async () => {
    const trainWeights = idxFile([3], [0, 1, 2.5], 'float32');
    const { isWeighted, train, test: tested } = await load({ trainWeights });
    expect([isWeighted, train.weights, tested.weights]).toEqual([
      true,
      Float32Array.of(0, 1, 2.5),
      undefined,
    ]);
    const { train: two } = await load({ trainWeights }, { limit: 2 });
    expect(two.weights).toEqual(Float32Array.of(0, 1));
  });

  test.each([
    [
      'too few',
      idxFile([2], [1, 1]),
      '3',
      '2',
      'weights, byte 4: there is one weight for each training sample.',
    ],
    [
      'one below 0',
      idxFile([3], [1, -1, 1], 'float32'),
      '0 …',
      '-1',
      'weights, byte 12: a weight is not allowed.',
    ],
  ])('are refused with wrong weights: %s', async (_, trainWeights, expected, received, message) => {
    expect(await problemOf(load({ trainWeights }))).toEqual({
      code: 'idx-files-differ',
      param: 'trainWeights',
      message,
      expected,
      received,
    });
  });

  test('are read packed with gzip', async () => {
    const packed = Object.fromEntries(PARTS.map((part) => [part, gzipSync(WHOLE[part])]));
    expect(await load(packed)).toEqual(await load());
  });

  test('may hold other numbers than bytes, and colours', async () => {
    const images = (count: number) => idxFile([count, 1, 1, 3], Array(count * 3).fill(0.5), 'float32');
    const { shape, dtype, train } = await load({ trainImages: images(3), testImages: images(1) });
    expect([shape, dtype, heldValues(train)!.slice(0, 3)]).toEqual([
      [1, 1, 3],
      'float32',
      Float32Array.of(0.5, 0.5, 0.5),
    ]);
  });

  test('may hold lists of numbers instead of pictures', async () => {
    const { shape } = await load({
      trainImages: idxFile([3, 2], [1, 2, 3, 4, 5, 6]),
      testImages: idxFile([1, 2], [1, 2]),
    });
    expect(shape).toEqual([2]);
  });

  test('are cut to the limit', async () => {
    const { trainCount, testCount, train } = await load({}, { limit: 2 });
    expect([trainCount, testCount, heldValues(train)!.length, train.labels.length]).toEqual([2, 1, 8, 2]);
  });

  test('are read anew when they change', async () => {
    const folder = await temporaryFolder();
    const params = Object.fromEntries(PARTS.map((part) => [part, join(folder, part)]));
    for (const part of PARTS) await writeFile(params[part]!, WHOLE[part]);
    const config = { ...DEFAULT_DATA, dataset: 'idx', params };
    const before = await loadDataset(config, { assets });
    await writeFile(params['testImages']!, idxFile([1, 2, 2], [7, 7, 7, 7]));
    const after = await loadDataset(config, { assets });
    expect([before, after].map(({ test: held }) => heldValues(held)![0])).toEqual([9, 7]);
  });
});

describe('files that are wrong are named, with place, expected and found', () => {
  test.each<[string, Files, object]>([
    [
      'truncated',
      { trainImages: WHOLE.trainImages.subarray(0, 20) },
      {
        code: 'idx-file-wrong',
        param: 'trainImages',
        message: 'trainImages, byte 20: the file ends before its last number.',
        expected: '28 bytes for 3 × 2 × 2 uint8',
        received: '20 bytes',
      },
    ],
    [
      'oversized',
      { testLabels: idxFile([1], [1, 1]) },
      {
        code: 'idx-file-wrong',
        param: 'testLabels',
        message: 'testLabels, byte 9: the file goes on after its last number.',
        expected: '9 bytes for 1 uint8',
        received: '10 bytes',
      },
    ],
    [
      'no IDX file',
      { trainLabels: new TextEncoder().encode('label,1') },
      {
        code: 'idx-file-wrong',
        param: 'trainLabels',
        message: 'trainLabels, byte 0: this is no IDX file.',
        expected: '0x00 0x00',
        received: '0x6c 0x61',
      },
    ],
    [
      'images where labels are meant',
      { trainLabels: WHOLE.trainImages },
      {
        code: 'idx-files-differ',
        param: 'trainLabels',
        message: 'trainLabels, byte 3: labels are a list of numbers.',
        expected: '1 axis',
        received: '3',
      },
    ],
    [
      'labels where images are meant',
      { trainImages: WHOLE.trainLabels },
      {
        code: 'idx-files-differ',
        param: 'trainImages',
        message: 'trainImages, byte 3: samples need two axes or more.',
        expected: '2 … 4 axes',
        received: '1',
      },
    ],
    [
      'labels of other samples',
      { trainLabels: idxFile([2], [0, 1]) },
      {
        code: 'idx-files-differ',
        param: 'trainLabels',
        message: 'trainLabels, byte 4: there is one label for each sample.',
        expected: '3',
        received: '2',
      },
    ],
    [
      'a label that is no class number',
      { trainLabels: idxFile([3], [0, -2, 1], 'int16') },
      {
        code: 'idx-files-differ',
        param: 'trainLabels',
        message: 'trainLabels, byte 10: a label is no class number.',
        expected: '0 … 999',
        received: '-2',
      },
    ],
    [
      'no sample',
      { testImages: idxFile([0, 2, 2], []), testLabels: idxFile([0], []) },
      {
        code: 'idx-files-differ',
        param: 'testLabels',
        message: 'testLabels, byte 4: there is one label for each sample.',
        expected: '1',
        received: '0',
      },
    ],
    [
      'test samples of another shape',
      { testImages: idxFile([1, 2, 3], [1, 2, 3, 4, 5, 6]) },
      {
        code: 'idx-files-differ',
        param: 'testImages',
        message: 'testImages, byte 4: test samples are not like training samples.',
        expected: '2 × 2 × 1 uint8',
        received: '2 × 3 × 1 uint8',
      },
    ],
    [
      'not chosen yet',
      { testImages: null },
      {
        code: 'file-not-chosen',
        param: 'testImages',
        message: 'A file of the dataset is not chosen yet.',
        expected: { en: 'an IDX file', ko: 'IDX 파일' },
        received: undefined,
      },
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await problemOf(load(files))).toEqual(expected);
  });

  test('half a gzip file', async () => {
    const packed = gzipSync(WHOLE.trainImages);
    expect(await problemOf(load({ trainImages: packed.subarray(0, 20) }))).toMatchObject({
      code: 'gzip-damaged',
      param: 'trainImages',
    });
  });

  test('a file that is gone', async () => {
    const params = { trainImages: '/no/such/file', trainLabels: '', testImages: '', testLabels: '' };
    const loading = loadDataset({ ...DEFAULT_DATA, dataset: 'idx', params }, { assets });
    expect(await problemOf(loading)).toMatchObject({
      code: 'file-not-read',
      param: 'trainImages',
      message:
        '/no/such/file cannot be read. Nothing of this name is there; it may have been moved, renamed or removed.',
      detail: 'ENOENT',
    });
  });
});

describe('datasets that come with the product', () => {
  test('MNIST has ten thousand digits to train on and ten thousand to test', async () => {
    const { train, test: held, ...info } = await loadDataset(DEFAULT_DATA, { assets });
    expect(info).toEqual({
      dataset: 'mnist',
      shape: [28, 28, 1],
      dtype: 'uint8',
      classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      trainCount: 10_000,
      testCount: 10_000,
    });
    expect([train, held].map((samples) => heldValues(samples)!.length)).toEqual([7_840_000, 7_840_000]);
    // Training digits are a choice of the sixty thousand; the test digits are all there are, in their order.
    expect(held.labels.slice(0, 10)).toEqual(Int32Array.of(7, 2, 1, 0, 4, 1, 4, 9, 5, 9));
  });

  test('generated ones come from their parameters', async () => {
    const config = { ...DEFAULT_DATA, dataset: 'spirals', params: { classes: 3, size: 30 } };
    expect(await loadDataset(config, { assets })).toMatchObject({
      trainCount: 30,
      classNames: ['0', '1', '2'],
    });
  });

  test('are loaded once', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => loadDataset(DEFAULT_DATA, { assets })));
    expect(a).toBe(b);
  });

  test.each([
    [{ dataset: 'cats' }, 'unknown-dataset'],
    [{ dataset: 'constructor' }, 'unknown-dataset'],
    [{ dataset: 'xor', params: { size: 1 } }, 'wrong-dataset-parameter'],
    [{ dataset: 'xor', params: { noise: 'much' } }, 'wrong-dataset-parameter'],
  ])('%j is refused as %s', async (changes, code) => {
    expect(await problemOf(loadDataset({ ...DEFAULT_DATA, ...changes }, { assets }))).toMatchObject({ code });
  });
});
