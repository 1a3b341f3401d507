import { expect, onTestFinished, test } from 'vitest';
import type { LoadedDataset, HeldSamples } from '#shared/data/config';
import { DATASETS } from '#shared/data/table';
import { newProject } from '#shared/project/create';
import { evaluateSamples } from '../../../electron/engine/evaluation';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import { chain } from '../../fixtures/drawings';

const POINTS = DATASETS['moons']!.generate!({});
const WEIGHTS = Float32Array.from(POINTS.train.labels, (_, i) => (i % 5) / 2);
const WEIGHTED: LoadedDataset<HeldSamples> = {
  ...POINTS,
  isWeighted: true,
  train: { ...POINTS.train, weights: WEIGHTS },
};
const BATCH = 20;

const ENDS = {
  'one-hot': { end: { units: 2, activation: 'softmax' }, targets: 'one-hot' },
  sparse: { end: { units: 2, activation: 'softmax' }, targets: 'sparse' },
  binary: { end: { units: 1, activation: 'sigmoid' }, targets: 'one-hot' },
} as const;

async function open(
  kind: keyof typeof ENDS,
  dataset: LoadedDataset,
  classWeights: readonly number[] | null = null,
) {
  const { end, targets } = ENDS[kind];
  const project = newProject('weights');
  const metrics = ['accuracy', 'precision'].map((type) => ({ type, params: {} }));
  const { model, diagnostics } = await prepareModel(
    {
      ...project,
      graph: chain(
        ['Input', { shape: [2] }],
        ['Dense', { units: 4, activation: 'tanh' }],
        ['Dense', end],
        'Output',
      ),
      training: { ...project.training, batchSize: BATCH, validationSplit: 0, metrics, classWeights },
      data: { ...project.data, dataset: 'moons', rescale: 1, targets },
    },
    async () => dataset,
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const trainer = await createOnnxTrainer(model!.source, adoptState(null, model!).state, BATCH);
  onTestFinished(() => trainer.dispose());
  const samples = dataset.train;
  const pipeline = createPipeline({
    samples,
    target: trainer.target,
    batchSize: BATCH,
    shuffle: true,
    seed: 3,
  });
  return { trainer, pipeline, samples };
}

/** The loss of one sample by itself, by the plain dataset. */
async function lossesOf(kind: keyof typeof ENDS): Promise<(index: number) => Promise<number>> {
  const { trainer } = await open(kind, POINTS);
  return async (index) => {
    const { x, labels } = POINTS.train;
    const one = {
      count: 1,
      shape: [2],
      x: x.subarray(index * 2, index * 2 + 2),
      labels: labels.subarray(index, index + 1),
    };
    return (await evaluateSamples(trainer, one))!.loss;
  };
}

test.each(['one-hot', 'sparse', 'binary'] as const)(
  'a batch’s loss is Σ weight · loss / samples, and so is that of a set: %s',
  async (kind) => {
    const { trainer, samples } = await open(kind, WEIGHTED);
    const inOrder = createPipeline({
      samples,
      target: trainer.target,
      batchSize: BATCH,
      shuffle: false,
      seed: 1,
    });
    const slab = await inOrder.slab(0, 0, 1);
    const single = await lossesOf(kind);
    const first = await Promise.all(Array.from({ length: BATCH }, (_, i) => single(i)));
    const wanted = first.reduce((sum, loss, i) => sum + loss * WEIGHTS[i]!, 0) / BATCH;
    const { losses } = await trainer.runChunk(slab, Float32Array.of(0));
    expect(losses[0]).toBeCloseTo(wanted, 5);
    const part = { ...samples, count: BATCH };
    expect((await evaluateSamples(trainer, part))!.loss).toBeCloseTo(wanted, 5);
  },
);

test('metrics do not weigh, and test samples count the same', async () => {
  const [weighted, plain] = [await open('sparse', WEIGHTED), await open('sparse', POINTS)];
  const of = async ({ trainer }: typeof plain, samples: HeldSamples) =>
    (await evaluateSamples(trainer, samples))!;
  expect((await of(weighted, WEIGHTED.train)).metrics).toEqual((await of(plain, POINTS.train)).metrics);
  expect((await of(weighted, POINTS.test)).loss).toBeCloseTo((await of(plain, POINTS.test)).loss, 6);
});

test('class weights multiply them', async () => {
  const [all, byClass] = [await open('one-hot', WEIGHTED), await open('one-hot', WEIGHTED, [2, 2])];
  const [a, b] = await Promise.all(
    [all, byClass].map(
      async ({ trainer, pipeline }) =>
        (await trainer.runChunk(await pipeline.slab(0, 0, 1), Float32Array.of(0))).losses[0]!,
    ),
  );
  expect(b).toBeCloseTo(2 * a!, 5);
});
