import { expect, onTestFinished, test } from 'vitest';
import { splitRange } from '#shared/data/split';
import { newProject } from '#shared/project/create';
import { createEpochMeasuring } from '../../../electron/engine/epoch-measuring';
import { START } from '../../../electron/engine/epoch-sums';
import { evaluateSamples } from '../../../electron/engine/evaluation';
import { partOf } from '../../../electron/engine/data/samples';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import { DATASETS } from '#shared/data/table';
import { draw } from '../../fixtures/drawings';

/** Points told apart twice, and drawn again. */
const GRAPH = draw(
  {
    input: ['Input', { shape: [2] }],
    hidden: ['Dense', { units: 8, activation: 'tanh' }],
    yes: ['Dense', { units: 1, activation: 'sigmoid' }],
    both: ['Dense', { units: 2, activation: 'softmax' }],
    again: ['Dense', { units: 2 }],
    side: 'Output',
    class: ['Output', { lossWeight: 2 }],
    point: ['Output', { target: 'input', lossWeight: 0.5 }],
  },
  'input>hidden',
  'hidden>yes',
  'hidden>both',
  'hidden>again',
  'yes>side',
  'both>class',
  'again>point',
);

async function open() {
  const project = newProject('heads');
  const metrics = ['accuracy', 'auc', 'precision'].map((type) => ({ type, params: {} }));
  const { model, diagnostics } = await prepareModel(
    {
      ...project,
      graph: GRAPH,
      training: { ...project.training, batchSize: 16, validationSplit: 0, metrics },
      data: { ...project.data, dataset: 'moons', rescale: 1 },
    },
    async () => DATASETS['moons']!.generate!({}),
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const trainer = await createOnnxTrainer(model!.source, adoptState(null, model!).state, 16);
  onTestFinished(() => trainer.dispose());
  const { train } = splitRange(model!.dataset.train.count, 0);
  const samples = partOf(model!.dataset.train, 0, train);
  const pipeline = createPipeline({
    samples,
    target: trainer.target,
    batchSize: 16,
    shuffle: false,
    seed: 1,
  });
  return { model: model!, trainer, samples, pipeline };
}

test('the loss is that of all heads, each times its weight', async () => {
  const { trainer, pipeline } = await open();
  const slab = await pipeline.slab(0, 0, 3);
  const { losses, metrics } = await trainer.runChunk(slab, new Float32Array(slab.steps).fill(0.01));
  expect(Object.keys(metrics)).toEqual([
    'side_loss',
    'side_accuracy',
    'class_loss',
    'class_accuracy',
    'point_loss',
  ]);
  losses.forEach((loss, i) => {
    const of = (head: string) => metrics[`${head}_loss`]![i]!;
    expect(loss).toBeCloseTo(of('side') + 2 * of('class') + 0.5 * of('point'), 5);
  });
});

test('metrics of the whole epoch are those of an evaluation, where nothing is learned meanwhile', async () => {
  const { trainer, samples, pipeline } = await open();
  const evaluated = (await evaluateSamples(trainer, samples))!;
  const measuring = createEpochMeasuring(trainer.metrics, trainer.target, START);
  let goneOn: ReturnType<typeof createEpochMeasuring> | null = null;
  for (let step = 0; step < pipeline.stepsPerEpoch;) {
    const slab = await pipeline.slab(0, step, 7);
    const result = await trainer.runChunk(slab, new Float32Array(slab.steps));
    measuring.add(slab, result);
    goneOn?.add(slab, result);
    step += slab.steps;
    // What was counted so far goes through a checkpoint, as JSON.
    const position = measuring.positionWith({ ...START, stepInEpoch: step });
    goneOn ??= createEpochMeasuring(
      trainer.metrics,
      trainer.target,
      JSON.parse(JSON.stringify(position)) as typeof position,
    );
  }
  const { side_auc, side_precision, class_auc, class_precision } = evaluated.metrics;
  expect(measuring.results()).toEqual({ side_auc, side_precision, class_auc, class_precision });
  expect(side_auc).toBeGreaterThan(0);
  expect(goneOn!.results()).toEqual(measuring.results());
});

test('an epoch of which only a part was seen has no such metrics', async () => {
  const { trainer } = await open();
  const late = createEpochMeasuring(trainer.metrics, trainer.target, { ...START, stepInEpoch: 3 });
  expect(late.results()).toEqual({});
  expect(late.positionWith({ ...START, stepInEpoch: 4 }).sums.streams).toBeUndefined();
  late.restart();
  expect(late.positionWith({ ...START, stepInEpoch: 4 }).sums.streams).toBeDefined();
});
