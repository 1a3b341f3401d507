import { describe, expect, onTestFinished, test } from 'vitest';
import type { ModelState } from '#shared/compile/program';
import { splitRange } from '#shared/data/split';
import type { HeldSamples, LoadedDataset } from '#shared/data/config';
import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { keyOf, uniformAt } from '#shared/random/counter';
import type { TrainingConfig } from '#shared/train/config';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { readCheckpoint, writeCheckpoint } from '../../../electron/engine/checkpoint';
import { adoptState, type Model, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import type { Trainer } from '../../../electron/engine/trainer';
import { layerGraph } from '../../contract/layer-graph';
import { EMPTY_PROJECT } from '../../fakes/fake-project';
import { temporaryFolder } from '../../fakes/temporary-folder';
import { type Block, chain } from '../../fixtures/drawings';

/** 36 samples are left to train on, so that the fifth batch of an epoch is a smaller one. */
const BATCH = 8;
const STEPS = 6;
const BEFORE = 4;
const CLASSES = 3;

/** A layer with randomness of its own while it trains, with what it is put on. */
interface Drawn {
  readonly shape: Shape;
  readonly params?: Params;
}

const image: Drawn = { shape: [6, 5, 2] };
const list: Drawn = { shape: [7] };
const dropping = { units: 2, dropout: 0.3, recurrentDropout: 0.4 };
const sequence = (params: Params): Drawn => ({ shape: [3, 2], params });

const RANDOM_LAYERS: Readonly<Record<string, Drawn>> = {
  Dropout: list,
  SpatialDropout2D: image,
  AlphaDropout: list,
  GaussianNoise: list,
  RandomFlip: image,
  RandomTranslation: image,
  RandomRotation: image,
  RandomZoom: image,
  RandomContrast: image,
  RandomCrop: { ...image, params: { height: 4, width: 3 } },
  SimpleRNN: sequence(dropping),
  LSTM: sequence(dropping),
  GRU: sequence(dropping),
  Bidirectional: sequence(dropping),
  MultiHeadAttention: sequence({ keyDim: 2, dropout: 0.3 }),
};

/** Options of optimizers that keep numbers of their own or count steps. */
const OPTIONS: readonly (readonly [type: string, params: Params])[] = [
  ...Object.keys(OPTIMIZERS).map((type) => [type, {}] as const),
  ...Object.keys(OPTIMIZERS).map(
    (type) => [type, { gradientAccumulationSteps: 3, useEma: true, emaOverwriteFrequency: 2 }] as const,
  ),
  ['SGD', { momentum: 0.9, nesterov: true }],
  ['RMSprop', { momentum: 0.5, centered: true }],
  ['Adam', { amsgrad: true, weightDecay: 0.01, globalClipnorm: 0.5 }],
];

const dataOf = (shape: Shape): LoadedDataset<HeldSamples> => {
  const count = 40;
  const x = Float32Array.from({ length: count * sizeOf(shape) }, (_, i) => 2 * uniformAt(keyOf(5), i) - 1);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
  const samples = { count, shape, x, labels };
  return {
    dataset: 'noise',
    shape,
    dtype: 'float32',
    classNames: ['a', 'b', 'c'],
    trainCount: count,
    testCount: count,
    train: samples,
    test: samples,
  };
};

async function modelOf(shape: Shape, blocks: readonly Block[], training: Partial<TrainingConfig>) {
  const project = {
    ...EMPTY_PROJECT,
    graph: chain(
      ['Input', { shape }],
      ...blocks,
      'Flatten',
      ['Dense', { units: CLASSES, activation: 'softmax' }],
      'Output',
    ),
    data: { ...EMPTY_PROJECT.data, dataset: 'noise', rescale: 1 },
    training: { ...EMPTY_PROJECT.training, batchSize: BATCH, device: 'cpu', ...training },
  };
  const { model, diagnostics } = await prepareModel(project, async () => dataOf(shape));
  if (!model) throw new Error(diagnostics.map(({ message }) => message.en).join('\n'));
  return model;
}

/** Losses of the steps that a trainer goes on with, `chunk` at a time. */
async function train(trainer: Trainer, model: Model, from: number, steps: number, chunk: number) {
  const { seed, validationSplit } = model.project.training;
  const { train: count } = splitRange(model.dataset.train.count, validationSplit);
  const { x, ...rest } = model.dataset.train as HeldSamples;
  const samples = { ...rest, x, count };
  const { stepsPerEpoch, slab } = createPipeline({
    samples,
    target: model.target,
    batchSize: BATCH,
    shuffle: true,
    seed,
  });
  const losses: number[] = [];
  for (let step = from; step < from + steps;) {
    const wanted = Math.min(chunk, from + steps - step);
    const batches = await slab(Math.floor(step / stepsPerEpoch), step % stepsPerEpoch, wanted);
    const result = await trainer.runChunk(batches, new Float32Array(batches.steps).fill(0.01));
    losses.push(...result.losses);
    step += batches.steps;
  }
  return losses;
}

async function open(model: Model, state: ModelState | null = null): Promise<Trainer> {
  const trainer = await createOnnxTrainer(model.source, adoptState(state, model).state, BATCH);
  onTestFinished(() => trainer.dispose());
  return trainer;
}

/** Trains as one run, and once more with a stop after which another trainer goes on from the checkpoint. */
async function both(shape: Shape, blocks: readonly Block[], training: Partial<TrainingConfig> = {}) {
  const model = await modelOf(shape, blocks, training);
  const whole = await open(model);
  const losses = await train(whole, model, 0, STEPS, STEPS);

  const first = await open(model);
  const before = await train(first, model, 0, BEFORE, 3);
  const folder = await temporaryFolder();
  await writeCheckpoint(folder, {
    runId: 'run',
    project: model.project,
    state: first.getState(),
    position: { epoch: 0, stepInEpoch: BEFORE, sums: { samples: 0, loss: 0, metrics: {}, seconds: 0 } },
    epochs: 1,
  });
  const second = await open(model, (await readCheckpoint(folder)).state);
  const after = await train(second, model, BEFORE, STEPS - BEFORE, 1);
  return {
    whole: { losses, state: whole.getState() },
    resumed: { losses: [...before, ...after], state: second.getState() },
  };
}

/** Parameters that make a layer drop something. */
const droppingParams = (type: string): Params =>
  Object.fromEntries(
    Object.keys(LAYERS[type]!.params)
      .filter((name) => /dropout$/i.test(name))
      .map((name) => [name, 0.3]),
  );

/** Whether a layer draws numbers in training, on the first of some shapes that it accepts. */
function isRandom(type: string): boolean {
  const layer = LAYERS[type]!;
  const params = { ...defaultParams(layer.params), ...droppingParams(type), ...RANDOM_LAYERS[type]?.params };
  const inputs = [[6, 5, 2], [6, 5, 32], [5, 3], [7]]
    .map((shape) => Array.from({ length: layer.minInputs ?? 1 }, () => shape))
    .find((shapes) => layer.inferShape({ params, inputs: shapes }).ok);
  if (!inputs) throw new Error(`${type} accepts none of the shapes`);
  const graph = layerGraph({ type, params, shapes: inputs, batch: 2, training: true });
  return graph.nodes.some(({ op }) => op === 'uniform');
}

describe('A run that goes on from a checkpoint equals, bit for bit, the one that was never stopped', () => {
  test('for every layer with randomness, all of which are here', () => {
    const ends = ['Input', 'Output'];
    const random = Object.keys(LAYERS).filter((type) => !ends.includes(type) && isRandom(type));
    expect(Object.keys(RANDOM_LAYERS).toSorted()).toEqual(random.toSorted());
  });

  test.each(Object.entries(RANDOM_LAYERS))(
    'with %s',
    async (type, { shape, params = {} }) => {
      const { whole, resumed } = await both(shape, [[type, params]]);
      expect(resumed).toEqual(whole);
      // Another seed draws other numbers.
      const other = await modelOf(shape, [[type, params]], { seed: 2 });
      expect(await train(await open(other), other, 0, 1, 1)).not.toEqual(whole.losses.slice(0, 1));
    },
    30_000,
  );

  test.each(OPTIONS)('with %s %j', async (type, params) => {
    const { whole, resumed } = await both([4], [['Dense', { units: 6, activation: 'tanh' }]], {
      optimizer: { type, params },
    });
    expect(resumed).toEqual(whole);
    expect(Object.keys(resumed.state.slots)).toEqual(whole.state.layout.optimizerSlots);
  });

  test('with the regularizers and constraints of weights, which act on after it as before', async () => {
    const blocks: Block[] = [
      [
        'Conv2D',
        {
          filters: 3,
          kernelSize: [2, 2],
          kernelConstraint: 'MaxNorm',
          kernelConstraintMaxValue: 0.5,
          kernelConstraintAxis: [0, 1, 2],
        },
      ],
      'BatchNormalization',
      ['Dense', { units: 4, kernelRegularizer: 'L2', kernelRegularizerL2: 0.5, biasConstraint: 'NonNeg' }],
    ];
    const { whole, resumed } = await both([6, 5, 2], blocks);
    expect(resumed).toEqual(whole);
    const { slots } = resumed.state.layout;
    const kept = slots.flatMap(({ name, regularizer, constraint }) =>
      regularizer || constraint ? [[name, regularizer?.type, constraint?.type]] : [],
    );
    expect(kept).toEqual([
      ['conv2d/kernel', undefined, 'MaxNorm'],
      ['dense/kernel', 'L2', undefined],
      ['dense/bias', undefined, 'NonNeg'],
    ]);
  });
});
