import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { DataConfig, LoadedDataset, Samples } from '#shared/data/config';
import { type Idx, parseIdx } from '#shared/data/idx';
import { DATASETS } from '#shared/data/table';
import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';
import { checkParam, defaultParams } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';

const unpack = promisify(gunzip);

/** More than the memory that a dataset may take. */
const MAX_BYTES = 2 ** 31 - 1;

const MNIST_FILES = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
} as const;
type Files = Record<keyof typeof MNIST_FILES, string>;

/** The datasets loaded last, unlimited, by what they were made from. */
const cache = new Map<string, Promise<LoadedDataset>>();
const CACHED = 2;

const problem = (code: string, en: string, ko: string, rest: Partial<Diagnostic> = {}): DiagnosticError =>
  new DiagnosticError({ code, severity: 'error', message: { en, ko }, ...rest });

/**
 * The samples that a project asks for, from the assets folder, the user's files or a generator. Throws a DiagnosticError that names file,
 * byte, expected and found.
 */
export async function loadDataset(
  config: DataConfig,
  folders: { readonly assets: string },
): Promise<LoadedDataset> {
  const definition = Object.hasOwn(DATASETS, config.dataset) ? DATASETS[config.dataset] : undefined;
  if (!definition) {
    throw problem(
      'unknown-dataset',
      `There is no dataset “${config.dataset}”.`,
      `“${config.dataset}” 데이터셋이 없습니다.`,
      {
        expected: Object.keys(DATASETS).join(', '),
        received: config.dataset,
      },
    );
  }
  const params = { ...defaultParams(definition.params), ...config.params };
  for (const [name, spec] of Object.entries(definition.params)) {
    const wrong = checkParam(spec, params[name]);
    if (!wrong) continue;
    throw problem(
      'wrong-dataset-parameter',
      `${definition.label.en}: ${spec.label.en} is not allowed as it is.`,
      `${definition.label.ko}: ${spec.label.ko} 값이 올바르지 않습니다.`,
      { param: name, expected: wrong.expected, received: String(params[name]) },
    );
  }
  const key = JSON.stringify([config.dataset, params]);
  let loading = definition.source === 'files' ? undefined : cache.get(key);
  if (!loading) {
    loading = load(config.dataset, params as Files, folders.assets, () => definition.generate!(params));
    cache.set(key, loading);
    loading.catch(() => cache.delete(key));
    for (const old of cache.keys()) if (cache.size > CACHED) cache.delete(old);
  }
  return limited(await loading, config.limit);
}

function load(
  dataset: string,
  params: Files,
  assets: string,
  generate: () => LoadedDataset,
): Promise<LoadedDataset> {
  const { source } = DATASETS[dataset]!;
  if (source === 'generated') return Promise.resolve().then(generate);
  if (source === 'files') return loadFiles(dataset, params);
  const folder = join(assets, 'datasets', dataset);
  const files = Object.fromEntries(
    Object.entries(MNIST_FILES).map(([part, name]) => [part, join(folder, name)]),
  );
  return loadFiles(dataset, files as Files);
}

async function readIdx(path: string, part: string): Promise<Idx> {
  if (path === '') {
    throw problem(
      'file-not-chosen',
      'A file of the dataset is not chosen yet.',
      '데이터셋 파일을 아직 고르지 않았습니다.',
      {
        param: part,
        expected: { en: 'an IDX file', ko: 'IDX 파일' },
      },
    );
  }
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw problem('file-not-read', `${path} cannot be read.`, `${path} 파일을 읽을 수 없습니다.`, {
      param: part,
      received: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = await unpack(bytes, { maxOutputLength: MAX_BYTES });
    } catch (error) {
      throw problem(
        'gzip-damaged',
        `${name} is not a whole gzip file.`,
        `${name}은(는) 온전한 gzip 파일이 아닙니다.`,
        {
          param: part,
          received: error instanceof Error ? error.message : String(error),
        },
      );
    }
  }
  const parsed = parseIdx(bytes, name);
  if (!parsed.ok) throw new DiagnosticError({ ...parsed.diagnostics[0]!, param: part });
  return parsed.value;
}

const MAX_CLASSES = 1000;

/** Images get a channel axis; other numbers than bytes become float32. */
function samplesOf(images: Idx, labels: Idx, names: readonly [string, string]): Samples {
  const [count = 0, ...rest] = images.shape;
  const wrong = (file: string, offset: number, en: string, ko: string, expected: string, received: string) =>
    problem('idx-files-differ', `${file}, byte ${offset}: ${en}`, `${file}, ${offset}번째 바이트: ${ko}`, {
      expected,
      received,
    });
  if (labels.shape.length !== 1) {
    throw wrong(
      names[1],
      3,
      'labels are a list of numbers.',
      '레이블은 숫자 목록이어야 합니다.',
      '1 axis',
      `${labels.shape.length}`,
    );
  }
  if (rest.length === 0) {
    throw wrong(
      names[0],
      3,
      'samples need two axes or more.',
      '샘플에는 축이 둘 이상 있어야 합니다.',
      '2 … 4 axes',
      '1',
    );
  }
  if (labels.shape[0] !== count || count === 0) {
    throw wrong(
      names[1],
      4,
      'there is one label for each sample.',
      '샘플마다 레이블이 하나씩 있어야 합니다.',
      `${Math.max(count, 1)}`,
      `${labels.shape[0]}`,
    );
  }
  const offset = labels.data.findIndex(
    (label) => !Number.isInteger(label) || label < 0 || label >= MAX_CLASSES,
  );
  if (offset >= 0) {
    const width = labels.data.BYTES_PER_ELEMENT;
    throw wrong(
      names[1],
      8 + offset * width,
      'a label is no class number.',
      '클래스 번호가 아닌 레이블이 있습니다.',
      `0 … ${MAX_CLASSES - 1}`,
      String(labels.data[offset]),
    );
  }
  return {
    count,
    shape: rest.length === 2 ? [...rest, 1] : rest,
    x: images.data instanceof Uint8Array ? images.data : Float32Array.from(images.data),
    labels: Int32Array.from(labels.data),
  };
}

async function loadFiles(dataset: string, files: Files): Promise<LoadedDataset> {
  const read = async (images: keyof Files, labels: keyof Files) =>
    samplesOf(await readIdx(files[images], images), await readIdx(files[labels], labels), [
      basename(files[images]),
      basename(files[labels]),
    ]);
  const [train, test] = [await read('trainImages', 'trainLabels'), await read('testImages', 'testLabels')];
  if (test.shape.join() !== train.shape.join() || test.x.constructor !== train.x.constructor) {
    throw problem(
      'idx-files-differ',
      `${basename(files.testImages)}, byte 4: test samples are not like training samples.`,
      `${basename(files.testImages)}, 4번째 바이트: 테스트 샘플의 모양이 학습 샘플과 다릅니다.`,
      { expected: train.shape.join(' × '), received: test.shape.join(' × ') },
    );
  }
  let highest = 1;
  for (const { labels } of [train, test]) for (const label of labels) highest = Math.max(highest, label);
  return {
    dataset,
    shape: train.shape,
    dtype: train.x instanceof Uint8Array ? 'uint8' : 'float32',
    classNames: Array.from({ length: highest + 1 }, (_, i) => String(i)),
    trainCount: train.count,
    testCount: test.count,
    train,
    test,
  };
}

function limited(dataset: LoadedDataset, limit: number | null): LoadedDataset {
  if (limit === null) return dataset;
  const cut = (samples: Samples): Samples => {
    const count = Math.min(limit, samples.count);
    const { x, labels } = samples;
    return {
      ...samples,
      count,
      x: x.subarray(0, count * sizeOf(samples.shape)),
      labels: labels.subarray(0, count),
    };
  };
  const [train, test] = [cut(dataset.train), cut(dataset.test)];
  return { ...dataset, train, test, trainCount: train.count, testCount: test.count };
}
