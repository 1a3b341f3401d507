import { expect, test } from 'vitest';
import type { LoadedDataset } from '#shared/data/config';
import { newProject } from '#shared/project/create';
import { checkIndices } from '../../../electron/engine/index-range';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import { toDiagnostic } from '../../../electron/engine/result';
import { type Block, chain } from '../../fixtures/drawings';

/** Four words of each of eight texts. */
function texts(highest: number, lowest = 0): LoadedDataset {
  const x = Float32Array.from({ length: 32 }, (_, i) => i % 5);
  [x[7], x[9]] = [highest, lowest];
  const samples = { count: 8, shape: [4], x, labels: Uint8Array.from({ length: 8 }, (_, i) => i % 2) };
  return {
    dataset: 'texts',
    shape: [4],
    dtype: 'float32',
    classNames: ['0', '1'],
    trainCount: 8,
    testCount: 8,
    train: samples,
    test: samples,
  };
}

const END: readonly Block[] = ['Flatten', ['Dense', { units: 1, activation: 'sigmoid' }], 'Output'];

function project(...blocks: readonly Block[]) {
  const base = newProject('texts');
  return {
    ...base,
    graph: chain(['Input', { shape: [4] }], ...blocks, ...END),
    data: { ...base.data, dataset: 'texts', rescale: 1, targets: 'sparse' as const },
    training: { ...base.training, batchSize: 4, validationSplit: 0 },
  };
}

const embedding: Block = ['Embedding', { inputDim: 10, outputDim: 3 }];
const prepared = (dataset: LoadedDataset, ...blocks: readonly Block[]) =>
  prepareModel(project(...blocks), async () => dataset);

test('Data that an Embedding has no row for is told of before training, with a repair', async () => {
  const { model, diagnostics } = await prepared(texts(10), embedding);
  expect(model).toBeNull();
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({
      code: 'index-beyond-vocabulary',
      nodeId: 'embedding',
      expected: '0 … 9',
      received: '10',
      fix: expect.objectContaining({
        repair: { kind: 'setParam', nodeId: 'embedding', param: 'inputDim', value: 11 },
      }),
    }),
  ]);
});

test('A number below 0 is in no vocabulary', async () => {
  const { diagnostics } = await prepared(texts(3, -1), ['Reshape', { targetShape: [2, 2] }], embedding);
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'index-beyond-vocabulary', received: '-1' }),
  );
});

test('What fits is not remarked on, nor what does not come right from the data', async () => {
  expect((await prepared(texts(9), embedding)).model).not.toBeNull();
  const { model } = await prepared(texts(10), ['Rescaling', { scale: 0.5 }], embedding);
  expect(checkIndices(model!.source, model!.dataset)).toEqual([]);
});

test('One that comes up while it trains is told of by layer, range and value', async () => {
  const { model } = await prepared(texts(40), ['Rescaling', { scale: 0.5 }], embedding);
  const trainer = await createOnnxTrainer(model!.source, adoptState(null, model!).state, 4);
  const pipeline = createPipeline({
    samples: model!.dataset.train,
    target: model!.target,
    batchSize: 4,
    shuffle: false,
    seed: 1,
  });
  const slab = await pipeline.slab(0, 0, 2);
  const error = await trainer.runChunk(slab, new Float32Array(2)).catch((reason: unknown) => reason);
  await trainer.dispose();
  expect(toDiagnostic(error, 'training-failed', { en: '', ko: '' })).toMatchObject({
    code: 'index-beyond-vocabulary',
    message: { en: 'embedding has a vocabulary of 10, and the data has a number that is not in it.' },
    expected: '0 … 9',
    received: '20',
  });
});
