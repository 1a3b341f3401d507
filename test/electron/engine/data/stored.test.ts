import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type DataConfig, DEFAULT_DATA } from '#shared/data/config';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { keyOf, uniformAt } from '#shared/random/counter';
import { cancelLoading, loadDataset } from '../../../../electron/engine/data/load';
import { heldValues, partOf, storedValuesOf, valuesOf } from '../../../../electron/engine/data/samples';
import { createDevices } from '../../../../electron/engine/devices/devices';
import { createOnnxForward } from '../../../../electron/engine/onnx-forward';
import { createOnnxTrainer } from '../../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../../electron/engine/pipeline';
import { createSession } from '../../../../electron/engine/session';
import { FAKE_TARGET } from '../../../fakes/fake-trainer';
import { temporaryFolder } from '../../../fakes/temporary-folder';
import { chain } from '../../../fixtures/drawings';
import { idxFile, type IDX_TYPES } from '../../../fixtures/idx';

const COUNT = 57;
const SHAPE = [4, 3];
const SIZE = 12;
const numbers = (count: number, seed: number) =>
  Array.from({ length: count * SIZE }, (_, i) => Math.floor(uniformAt(keyOf(seed), i) * 256));
const classes = (count: number) => Array.from({ length: count }, (_, i) => (i * i) % 5);

interface Files {
  readonly type?: keyof typeof IDX_TYPES;
  readonly isPacked?: boolean;
}

/** Four files of a small dataset, and how to load it. */
async function dataset({ type = 'uint8', isPacked = false }: Files = {}) {
  const folder = await temporaryFolder();
  const cacheFolder = join(folder, 'cache');
  const contents = {
    trainImages: idxFile([COUNT, ...SHAPE], numbers(COUNT, 1), type),
    trainLabels: idxFile([COUNT], classes(COUNT)),
    testImages: idxFile([9, ...SHAPE], numbers(9, 2), type),
    testLabels: idxFile([9], classes(9)),
  };
  const params: Record<string, string> = {};
  for (const [part, bytes] of Object.entries(contents)) {
    params[part] = join(folder, part);
    await writeFile(params[part], isPacked ? gzipSync(bytes) : bytes);
  }
  const data: DataConfig = { ...DEFAULT_DATA, dataset: 'idx', params };
  const load = (memoryLimit: number, config: DataConfig = data) =>
    loadDataset(config, { assets: resolve('assets'), memoryLimit, cacheFolder });
  return { data, load, cacheFolder, path: params['trainImages']! };
}

const ALL = 1e6;

describe.each<[string, Files]>([
  ['bytes', {}],
  ['float32', { type: 'float32' }],
  ['int16', { type: 'int16' }],
  ['packed bytes', { isPacked: true }],
])('samples that stay in a file of %s', (_, files) => {
  test('are those that memory would hold', async () => {
    const { load } = await dataset(files);
    const [held, stored] = [await load(ALL), await load(0)];
    expect(storedValuesOf(stored.train)).not.toBeNull();
    expect(storedValuesOf(stored.test)).not.toBeNull();
    expect(await valuesOf(stored.train, 0, COUNT)).toEqual(heldValues(held.train));
    expect(await valuesOf(stored.train, 5, 3)).toEqual(heldValues(held.train)!.subarray(5 * SIZE, 8 * SIZE));
    const part = partOf(partOf(stored.train, 10, 20), 5, 5);
    expect(await valuesOf(part, 1, 2)).toEqual(heldValues(held.train)!.subarray(16 * SIZE, 18 * SIZE));
    expect({ ...stored, train: null, test: null }).toEqual({
      ...held,
      train: null,
      test: null,
      isStored: true,
    });
    expect(stored.train.labels).toEqual(held.train.labels);
  });

  test('are dealt out in the same batches', async () => {
    const { load } = await dataset(files);
    const options = { target: FAKE_TARGET, batchSize: 8, seed: 7 };
    for (const shuffle of [true, false]) {
      const [held, stored] = [await load(ALL), await load(0)].map(({ train }) =>
        createPipeline({ ...options, shuffle, samples: partOf(train, 3, 50) }),
      ) as [ReturnType<typeof createPipeline>, ReturnType<typeof createPipeline>];
      // As a run asks: some steps at once, then a single one, with the next ones begun before.
      for (const [epoch, step, steps, next] of [
        [0, 0, 3, 4],
        [0, 3, 1, 4],
        [0, 4, 9, 1],
        [0, 6, 1, 5],
        [1, 0, 2, 2],
        [1, 5, 1, 2],
        [3, 6, 1, 1],
      ] as const) {
        const slab = await stored.slab(epoch, step, steps);
        stored.ahead(epoch, step + slab.steps, next);
        const { x, y, batch, steps: taken } = await held.slab(epoch, step, slab.steps);
        expect(slab).toEqual({ x, y, batch, steps: taken });
      }
      expect([stored.stepsPerEpoch, stored.batchBytes]).toEqual([held.stepsPerEpoch, held.batchBytes]);
    }
  });
});

test.each([0, ALL])(
  'reading that is given up is told to all who wait, leaves nothing, and can be done again (limit %i)',
  async (limit) => {
    const { load, cacheFolder } = await dataset({ isPacked: true });
    // In every turn of the event loop: the files are read in several.
    let turn = setImmediate(function again() {
      cancelLoading();
      turn = setImmediate(again);
    });
    const readings = await Promise.allSettled([load(limit), load(limit)]);
    clearImmediate(turn);
    for (const end of readings)
      expect(end).toMatchObject({ status: 'rejected', reason: { diagnostic: { code: 'data-cancelled' } } });
    expect((await readdir(cacheFolder).catch(() => [])).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await load(limit)).trainCount).toBe(COUNT);
  },
);

test('A packed file is unpacked once', async () => {
  const { load, data, cacheFolder } = await dataset({ isPacked: true });
  await load(0);
  const files = await readdir(cacheFolder);
  expect(files).toHaveLength(2);
  await load(1, { ...data, limit: 3 });
  expect(await readdir(cacheFolder)).toEqual(files);
});

test('A limit leaves the first samples', async () => {
  const { load, data } = await dataset();
  const { train, trainCount } = await load(0, { ...data, limit: 6 });
  expect([trainCount, train.count, (await valuesOf(train, 4, 2)).length]).toEqual([6, 6, 2 * SIZE]);
});

test('A file that changes after it was opened is told of', async () => {
  const { load, path } = await dataset();
  const { train } = await load(0);
  const pipeline = createPipeline({
    samples: train,
    target: FAKE_TARGET,
    batchSize: 8,
    seed: 1,
    shuffle: true,
  });
  await pipeline.slab(0, 0, 1);
  await appendFile(path, 'more');
  const codes = await Promise.all(
    [valuesOf(train, 0, 1), pipeline.slab(0, 1, 1)].map((reading) =>
      reading.catch((error: unknown) => (error as DiagnosticError).diagnostic.code),
    ),
  );
  expect(codes).toEqual(['file-changed', 'file-changed']);
});

/** Trains a project of all that looks at the data, and gives what came of it. */
async function trained(project: ProjectFile, load: (config: DataConfig) => ReturnType<typeof loadDataset>) {
  const epochs: unknown[] = [];
  const ends: unknown[] = [];
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolveEnd) => {
    ended = resolveEnd;
  });
  const session = createSession({
    dataFolder: await temporaryFolder(),
    loadDataset: load,
    createTrainer: createOnnxTrainer,
    createForward: ({ source, target, metrics }) => createOnnxForward(source, target, metrics),
    devices: createDevices(null),
    emit: (name, payload) => {
      if (name === 'run.epoch') epochs.push({ ...payload, runId: '', seconds: 0 });
      if (name !== 'run.end') return;
      const { reason, testLoss, testMetrics, testTables } = payload as Record<string, unknown>;
      ends.push({ reason, testLoss, testMetrics, testTables });
      ended();
    },
    sendFrame: () => undefined,
    now: () => performance.now(),
  });
  const { handlers } = session;
  const { diagnostics } = await handlers['engine.setProject']({ project });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  await handlers['engine.train']({ mode: 'fresh', amount: 'all' });
  await end;
  const samples = await handlers['engine.samples']({
    data: project.data,
    split: 'train',
    offset: 20,
    count: 3,
  });
  const evaluation = await handlers['engine.evaluate']({ split: 'train' });
  await session.dispose();
  return { epochs, ends, samples, evaluation };
}

test('Training, validation, adapting layers, class weights and metrics are the same, bit for bit', async () => {
  const { load, data } = await dataset();
  const base = newProject('stored');
  const project: ProjectFile = {
    ...base,
    graph: chain(
      ['Input', { shape: [4, 3, 1] }],
      'Flatten',
      'Normalization',
      ['Dense', { units: 8, activation: 'relu' }],
      ['Dropout', { rate: 0.2 }],
      ['Dense', { units: 5, activation: 'softmax' }],
      'Output',
    ),
    data,
    training: {
      ...base.training,
      epochs: 4,
      batchSize: 8,
      validationSplit: 0.2,
      classWeights: 'balanced',
      metrics: [
        { type: 'accuracy', params: {} },
        { type: 'confusion_matrix', params: {} },
      ],
      device: 'cpu',
    },
  };
  const [held, stored] = [
    await trained(project, (config) => load(ALL, config)),
    await trained(project, (config) => load(0, config)),
  ];
  expect(held.epochs).toHaveLength(4);
  expect(stored).toEqual(held);
});
