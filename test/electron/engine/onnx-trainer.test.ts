import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import type { Trainer } from '../../../electron/engine/trainer';
import { DATASETS } from '#shared/data/table';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';

const STEPS = 4;
const BATCH = 8;

/** Two numbers a sample, through Dense and Dropout: small enough for one core. */
function project(units: number): ProjectFile {
  const layers = [
    ['Input', { shape: [2] }],
    ['Dense', { units, activation: 'relu' }],
    ['Dropout', { rate: 0.5 }],
    ['Dense', { units: 1, activation: 'sigmoid' }],
    ['Output', {}],
  ] as const;
  const base = newProject('bits');
  return {
    ...base,
    graph: {
      ...base.graph,
      nodes: layers.map(([type, params], i) => ({
        id: `n${i}`,
        type,
        name: `${type.toLowerCase()}_${i}`,
        params,
        trainable: true,
        bypassed: false,
        position: { x: 0, y: 0 },
      })),
      edges: layers.slice(1).map((_, i) => ({
        id: `e${i}`,
        source: `n${i}`,
        sourcePort: 'out',
        target: `n${i + 1}`,
        targetPort: 'in',
      })),
    },
    data: { ...base.data, dataset: 'moons', rescale: 1, targets: 'sparse' },
    training: { ...base.training, batchSize: BATCH },
  };
}

const trainers: Trainer[] = [];
afterAll(async () => {
  await Promise.all(trainers.map((trainer) => trainer.dispose()));
});

/** Loss of every step, and digests of the numbers after the last, trained in chunks of the given lengths. With `isStored`, samples are handed over batch by batch. */
async function trained(units: number, chunks: readonly number[], isStored = false) {
  const { model } = await prepareModel(project(units), async () => DATASETS['moons']!.generate!({}));
  const source = { ...model!.source, info: { ...model!.source.info, isStored } };
  const trainer = await createOnnxTrainer(source, adoptState(null, model!).state, BATCH);
  trainers.push(trainer);
  const { target, dataset } = model!;
  const pipeline = createPipeline({
    samples: dataset.train,
    target,
    batchSize: BATCH,
    shuffle: true,
    seed: 1,
  });
  const losses: number[] = [];
  for (const steps of chunks) {
    const slab = await pipeline.slab(0, losses.length, steps);
    losses.push(...(await trainer.runChunk(slab, new Float32Array(steps).fill(0.01))).losses);
  }
  const { theta, slots, step } = trainer.getState();
  return { losses, theta: digest(theta), m: digest(slots['m']!), v: digest(slots['v']!), step };
}

const digest = (numbers: Float32Array): string => createHash('sha256').update(numbers).digest('hex');

describe.each([
  ['on one core', 8],
  ['on all cores', 120_000],
])('Training %s', (_, units) => {
  test('gives the same bits twice, however its steps are grouped and wherever samples are', async () => {
    const once = await trained(units, [STEPS]);
    expect(once.step).toBe(STEPS);
    expect(await trained(units, [STEPS])).toEqual(once);
    expect(await trained(units, [1, 3])).toEqual(once);
    expect(await trained(units, [2, 2], true)).toEqual(once);
  });
});
