import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelState } from '#shared/compile/program';
import { initialState } from '#shared/compile/state';
import { trainingStep } from '#shared/compile/training';
import { sampleSlab } from '../../../../electron/engine/devices/sample-slab';
import { valueOf } from '../../../../electron/engine/result';
import type { TensorFlow } from '../../../../electron/engine/tensorflow/api';
import { createTensorflowTrainer } from '../../../../electron/engine/tensorflow/tensorflow-trainer';
import type { Slab } from '../../../../electron/engine/trainer';
import { javascriptBackend } from '../../../fakes/javascript-backend';
import { layerSource } from '../../../fixtures/layer-drawings';

const BATCH = 4;
const STEPS = 5;

let tf: TensorFlow;
beforeAll(async () => {
  tf = await javascriptBackend();
});

/** Random masks, moving statistics, and an optimizer that remembers. */
const LAYERS = ['Dropout', 'BatchNormalization', 'GaussianNoise'];

const source = (type: string) => layerSource(type, { optimizer: { type: 'Adam', params: {} } });
const fresh = (type: string): ModelState =>
  initialState(valueOf(trainingStep(source(type), { batch: BATCH })).layout, 7);

/** The steps from `start` on of the same batches. */
function part({ x, y, batch, steps }: Slab, start: number, count: number): Slab {
  const cut = <T extends Slab['x'] | Slab['y']>(data: T): T =>
    data.subarray((data.length / steps) * start, (data.length / steps) * (start + count)) as T;
  return { x: cut(x), y: cut(y), batch, steps: count };
}

const rates = (steps: number) => new Float32Array(steps).fill(0.01);

/** Trains in chunks of these lengths; between them the state goes through another trainer where `isResumed`. */
async function trained(type: string, chunks: readonly number[], isResumed = false) {
  let trainer = createTensorflowTrainer(tf, source(type), fresh(type), BATCH);
  const slab = sampleSlab(source(type), trainer.target, BATCH, STEPS);
  const losses: number[] = [];
  for (const steps of chunks) {
    if (isResumed) {
      const state = structuredClone(trainer.getState());
      await trainer.dispose();
      trainer = createTensorflowTrainer(tf, source(type), fresh(type), BATCH);
      trainer.setState(state);
    }
    losses.push(...(await trainer.runChunk(part(slab, losses.length, steps), rates(steps))).losses);
  }
  const { theta, buffers, slots, step } = trainer.getState();
  await trainer.dispose();
  return { losses, theta, buffers, slots, step };
}

describe.each(LAYERS)('training a %s in TensorFlow', (type) => {
  it('gives the same bits twice, however its steps are grouped, and after a resumption', async () => {
    const once = await trained(type, [STEPS]);
    expect(once.step).toBe(STEPS);
    expect(await trained(type, [STEPS])).toEqual(once);
    expect(await trained(type, [1, 3, 1])).toEqual(once);
    expect(await trained(type, [2, 3], true)).toEqual(once);
  });

  it('leaves nothing behind, and states that it gave out as they were', async () => {
    const before = tf.memory().numTensors;
    const trainer = createTensorflowTrainer(tf, source(type), fresh(type), BATCH);
    const slab = sampleSlab(source(type), trainer.target, BATCH, 1);
    await trainer.runChunk(slab, rates(1), true);
    const state = trainer.getState();
    const copy = structuredClone(state);
    const inUse = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await trainer.runChunk(slab, rates(1), true);
    expect(tf.memory().numTensors).toBe(inUse);
    expect(state).toEqual(copy);
    await trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes on from its last state after a chunk that failed', async () => {
    const trainer = createTensorflowTrainer(tf, source(type), fresh(type), BATCH);
    const slab = sampleSlab(source(type), trainer.target, BATCH, 2);
    const before = tf.memory().numTensors;
    // Samples of the second step are missing.
    const broken = { ...slab, x: slab.x.subarray(0, slab.x.length / 2) };
    await expect(trainer.runChunk(broken, rates(2))).rejects.toThrow(/shape/u);
    expect(tf.memory().numTensors).toBe(before);
    expect(trainer.getState().step).toBe(0);
    const { losses } = await trainer.runChunk(slab, rates(2));
    expect([...losses].every(Number.isFinite)).toBe(true);
    await trainer.dispose();
  });
});
