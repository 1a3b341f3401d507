import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataConfig, LoadedDataset, Samples } from '#shared/data/config';
import { type DatasetDefinition, DATASETS } from '#shared/data/table';
import type { Params } from '#shared/graph/document';
import { checkParam, defaultParams } from '#shared/graph/params';
import { cancellable } from '../cancellable';
import type { ChosenFile, DataStorage } from './idx-file';
import { misfit, readSamples, readSampleWeights } from './idx-samples';
import { dataProblem } from './problem';
import { dtypeOf, heldValues, partOf } from './samples';

const MNIST_FILES = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
} as const;
type Part = keyof typeof MNIST_FILES;
type Files = Readonly<Record<Part, ChosenFile>>;

/** Samples of a file with more bytes than this stay in it, and are read as they are needed. */
const MEMORY_LIMIT = 256 * 2 ** 20;

export interface DataFolders extends Partial<DataStorage> {
  readonly assets: string;
}

/** The datasets loaded last, unlimited, by what they were made from. */
const cache = new Map<string, Promise<LoadedDataset>>();
const CACHED = 2;

const underWay = cancellable({
  code: 'data-cancelled',
  severity: 'error',
  message: {
    en: 'Reading the data was cancelled. Read it again, or choose other data.',
    ko: '데이터 읽기를 취소했습니다. 다시 읽거나 다른 데이터를 고르세요.',
  },
});

/** Gives up the files that are being read now: whoever waits for them is told so. */
export const cancelLoading = (): void => underWay.cancel();

/**
 * The samples that a project asks for, from the assets folder, the user's files or a generator; those asked for last are kept. Throws a
 * DiagnosticError that names file, byte, expected and found.
 */
export async function loadDataset(
  config: DataConfig,
  { assets, memoryLimit = MEMORY_LIMIT, cacheFolder = join(tmpdir(), 'neuroloom', 'unpacked') }: DataFolders,
): Promise<LoadedDataset> {
  const { dataset } = config;
  const definition = definitionOf(dataset);
  const params = checkedParams(definition, config.params);
  const files = filesOf(dataset, definition, params, assets);
  const weights = weightsFileOf(params);
  const versions = files && (await versionsOf([...Object.values(files), ...(weights ? [weights] : [])]));
  const key = JSON.stringify([dataset, params, memoryLimit, versions]);
  let loading = cache.get(key);
  if (!loading) {
    // Later, so that a generator that throws rejects like a file that cannot be read.
    loading = files
      ? underWay.run((signal) => loadFiles(dataset, files, weights, { memoryLimit, cacheFolder, signal }))
      : Promise.resolve().then(() => definition.generate!(params));
    cache.set(key, loading);
    loading.catch(() => cache.delete(key));
    for (const old of cache.keys()) if (cache.size > CACHED) cache.delete(old);
  }
  return limited(await loading, config.limit);
}

function definitionOf(dataset: string): DatasetDefinition {
  if (Object.hasOwn(DATASETS, dataset)) return DATASETS[dataset]!;
  throw dataProblem(
    'unknown-dataset',
    `There is no dataset “${dataset}”.`,
    `“${dataset}” 데이터셋이 없습니다.`,
    {
      expected: Object.keys(DATASETS).join(', '),
      received: dataset,
    },
  );
}

function checkedParams(definition: DatasetDefinition, given: Params): Params {
  const params = { ...defaultParams(definition.params), ...given };
  for (const [name, spec] of Object.entries(definition.params)) {
    const wrong = checkParam(spec, params[name]);
    if (!wrong) continue;
    throw dataProblem(
      'wrong-dataset-parameter',
      `${definition.label.en}: ${spec.label.en} is not allowed as it is.`,
      `${definition.label.ko}: ${spec.label.ko} 값이 올바르지 않습니다.`,
      { param: name, expected: wrong.expected, received: String(params[name]) },
    );
  }
  return params;
}

/** The four files of a dataset; null for generated ones. */
function filesOf(
  dataset: string,
  { source }: DatasetDefinition,
  params: Params,
  assets: string,
): Files | null {
  if (source === 'generated') return null;
  const pathOf = (part: Part): string =>
    source === 'files' ? (params[part] as string) : join(assets, 'datasets', dataset, MNIST_FILES[part]);
  const parts = Object.keys(MNIST_FILES) as Part[];
  return Object.fromEntries(
    parts.map((param) => [param, { param, path: pathOf(param) }]),
  ) as unknown as Files;
}

/** The file with the weights of the training samples, where one is chosen. */
const weightsFileOf = ({ trainWeights: path }: Params): ChosenFile | null =>
  typeof path === 'string' && path !== '' ? { param: 'trainWeights', path } : null;

/** Changes when a file does. */
const versionsOf = (files: readonly ChosenFile[]): Promise<readonly (readonly number[])[]> =>
  Promise.all(
    files.map(({ path }) =>
      stat(path).then(
        ({ mtimeMs, size }) => [mtimeMs, size],
        () => [],
      ),
    ),
  );

async function loadFiles(
  dataset: string,
  files: Files,
  weightsFile: ChosenFile | null,
  storage: DataStorage,
): Promise<LoadedDataset> {
  const unweighted = await readSamples(files.trainImages, files.trainLabels, storage);
  const train: Samples = weightsFile
    ? { ...unweighted, weights: await readSampleWeights(weightsFile, unweighted.count, storage) }
    : unweighted;
  const test = await readSamples(files.testImages, files.testLabels, storage);
  if (test.shape.join() !== train.shape.join() || dtypeOf(test) !== dtypeOf(train)) {
    throw misfit(
      files.testImages,
      4,
      'test samples are not like training samples.',
      '테스트 샘플의 모양이 학습 샘플과 다릅니다.',
      describe(train),
      describe(test),
    );
  }
  let highest = 1;
  for (const { labels } of [train, test]) for (const label of labels) highest = Math.max(highest, label);
  return {
    dataset,
    shape: train.shape,
    dtype: dtypeOf(train),
    classNames: Array.from({ length: highest + 1 }, (_, i) => String(i)),
    trainCount: train.count,
    testCount: test.count,
    ...(weightsFile && { isWeighted: true }),
    ...(!heldValues(train) && { isStored: true }),
    train,
    test,
  };
}

const describe = (samples: Samples): string => `${samples.shape.join(' × ')} ${dtypeOf(samples)}`;

function limited(dataset: LoadedDataset, limit: number | null): LoadedDataset {
  if (limit === null) return dataset;
  const cut = (samples: Samples): Samples => {
    const count = Math.min(limit, samples.count);
    return partOf(samples, 0, count);
  };
  const [train, test] = [cut(dataset.train), cut(dataset.test)];
  return { ...dataset, train, test, trainCount: train.count, testCount: test.count };
}
