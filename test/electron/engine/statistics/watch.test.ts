import { afterAll, describe, expect, test } from 'vitest';
import { adoptState, prepareModel } from '../../../../electron/engine/model';
import { createOnnxTrainer } from '../../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../../electron/engine/pipeline';
import { createWatch } from '../../../../electron/engine/statistics/watch';
import type { Slab, Trainer } from '../../../../electron/engine/trainer';
import { lowerGraph, storeInputs } from '#shared/compile/lower';
import type { CompileSource } from '#shared/compile/program';
import { resolveTarget } from '#shared/compile/target';
import { batchLoss, headValues } from '#shared/compile/total-loss';
import { DATASETS } from '#shared/data/table';
import { IrBuilder } from '#shared/ops/builder';
import { newProject } from '#shared/project/create';
import type { LayerStatistics } from '#shared/protocol/api';
import { chainOf } from './chain';
import { interpret } from '../../../fakes/interpreter';

const BATCH = 8;
const RATE = 0.01;
const LAYERS = [
  ['Input', { shape: [2] }],
  ['Dense', { units: 5 }],
  ['ReLU', {}],
  ['Dense', { units: 3, activation: 'tanh' }],
  ['Dense', { units: 1, activation: 'sigmoid' }],
  ['Output', {}],
] as const;

const trainers: Trainer[] = [];
afterAll(async () => {
  await Promise.all(trainers.map((trainer) => trainer.dispose()));
});

async function start(clipnorm: number | null = null) {
  const base = newProject('watched');
  const { model } = await prepareModel(
    {
      ...base,
      graph: chainOf(LAYERS),
      data: { ...base.data, dataset: 'moons', rescale: 1, targets: 'sparse' },
      training: {
        ...base.training,
        batchSize: BATCH,
        optimizer: { ...base.training.optimizer, params: { ...base.training.optimizer.params, clipnorm } },
      },
    },
    async () => DATASETS['moons']!.generate!({}),
  );
  const { source, target, dataset } = model!;
  const trainer = await createOnnxTrainer(source, adoptState(null, model!).state, BATCH);
  trainers.push(trainer);
  const samples = dataset.train;
  const pipeline = createPipeline({ samples, target, batchSize: BATCH, shuffle: true, seed: 1 });
  return { source, trainer, pipeline };
}

/** The mean loss of a batch, in float64, as a function of theta. */
function lossOf(source: CompileSource, slab: Slab): (theta: readonly number[]) => number {
  const resolved = resolveTarget(source);
  if (!resolved.ok) throw new Error('No target');
  const { target } = resolved.value;
  const b = new IrBuilder();
  const x = b.input('x', [BATCH, ...source.info.shape]);
  const y = b.input('y', [BATCH, ...target.shape], target.dtype);
  const lowered = lowerGraph(b, source, (layout) => storeInputs(b, layout, (store) => store), {
    batch: BATCH,
    training: false,
    x,
  });
  const heads = headValues(b, source, resolved.value, y, lowered);
  const value = b.mean(batchLoss(b, heads, null).loss, [0]);
  const graph = b.build([{ name: 'loss', value }]);
  const [xs, ys] = [Array.from(slab.x), Array.from(slab.y)];
  return (theta) => interpret(graph, { x: xs, y: ys, theta })['loss']!.data[0]!;
}

/** By central differences. */
function gradientOf(loss: (theta: readonly number[]) => number, theta: readonly number[]): number[] {
  const h = 1e-6;
  return theta.map((value, i) => (loss(theta.with(i, value + h)) - loss(theta.with(i, value - h))) / (2 * h));
}

const norm = (values: readonly number[]) => Math.hypot(...values);

describe.each([
  ['as it is', null],
  ['that is clipped', 0.01],
])('A gradient %s', (_, clipnorm) => {
  test('has the norm of central differences in float64, and updates that of the weights that came of it', async () => {
    const { source, trainer, pipeline } = await start(clipnorm);
    const told: { step: number; layers: LayerStatistics[] }[] = [];
    const onStatistics = (step: number, layers: LayerStatistics[]) => void told.push({ step, layers });
    const watch = createWatch({ source, trainer, batch: BATCH, onStatistics, now: () => 0 });
    await trainer.runChunk(await pipeline.slab(0, 0, 5), new Float32Array(5).fill(RATE));
    const slab = await pipeline.slab(0, 5, 1);
    const before = trainer.getState().theta.slice();
    const { gradient } = await trainer.runChunk(slab, Float32Array.of(RATE), true);
    const after = trainer.getState().theta;
    await watch.look(slab, { before, after, gradient: gradient! });

    const expected = gradientOf(lossOf(source, slab), [...before]);
    const [{ step, layers }] = told as [(typeof told)[number]];
    expect(step).toBe(6);
    expect(layers.map(({ nodeId }) => nodeId)).toEqual(['n1', 'n3', 'n4']);
    const ends = [0, 15, 33, 37];
    layers.forEach(({ gradientNorm, updateRatio }, i) => {
      const part = <T>(values: readonly T[]) => values.slice(ends[i], ends[i + 1]);
      expect(gradientNorm! / norm(part(expected))).toBeCloseTo(1, 4);
      const update = [...after].map((value, k) => value - before[k]!);
      expect(updateRatio).toBeCloseTo(norm(part(update)) / norm(part([...before])), 6);
    });
    expect(layers.map(({ dead, saturated }) => [dead !== null, saturated !== null])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});

test('A training that is watched at every step gives the same bits as one that is not', async () => {
  const [plain, watched] = [await start(), await start()];
  const steps = 6;
  await plain.trainer.runChunk(await plain.pipeline.slab(0, 0, steps), new Float32Array(steps).fill(RATE));
  const { source, trainer, pipeline } = watched;
  const watch = createWatch({ source, trainer, batch: BATCH, onStatistics: () => undefined, now: () => 0 });
  for (let i = 0; i < steps; i++) {
    const slab = await pipeline.slab(0, i, 1);
    const before = trainer.getState().theta;
    const { gradient } = await trainer.runChunk(slab, Float32Array.of(RATE), true);
    await watch.look(slab, { before, after: trainer.getState().theta, gradient: gradient! });
  }
  expect(trainer.getState()).toEqual(plain.trainer.getState());
});

test('One looks four times a second, at outputs twice, and more seldom where that takes long', async () => {
  const { source, trainer, pipeline } = await start();
  let clock = 0;
  const predicted: number[] = [];
  const slow = {
    ...trainer,
    predict: (...call: Parameters<Trainer['predict']>) => {
      predicted.push(clock);
      clock += 20;
      return trainer.predict(...call);
    },
  };
  const told: number[] = [];
  const watch = createWatch({
    source,
    trainer: slow,
    batch: BATCH,
    onStatistics: () => told.push(clock),
    now: () => clock,
  });
  const slab = await pipeline.slab(0, 0, 1);
  const numbers = trainer.getState().theta;
  for (; clock < 3000; clock += 10)
    if (watch.isDue()) await watch.look(slab, { before: numbers, after: numbers, gradient: numbers });
  expect(told).toEqual([20, 270, 540, 790, 1040, 1290, 1540, 1790, 2040, 2290, 2560, 2810]);
  // The first look is to warm up; the second is followed by 100 times its 20 ms.
  expect(predicted).toEqual([0, 520, 2540]);
});
