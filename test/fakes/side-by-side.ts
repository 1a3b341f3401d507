import { initialState } from '#shared/compile/state';
import type { CompileSource, ModelState } from '#shared/compile/program';
import { trainingStep } from '#shared/compile/training';
import { sampleSlab } from '../../electron/engine/devices/sample-slab';
import { createOnnxTrainer } from '../../electron/engine/onnx-trainer';
import { valueOf } from '../../electron/engine/result';
import type { TensorFlow } from '../../electron/engine/tensorflow/api';
import { createTensorflowTrainer } from '../../electron/engine/tensorflow/tensorflow-trainer';
import type { Slab, Trainer } from '../../electron/engine/trainer';

/** By how much numbers of the two engines differ at most, in shares of the largest of their kind (of 1 where that is less). */
export type Differences = Readonly<Record<string, number>>;

type Vectors = Readonly<Record<string, Float32Array>>;

const largest = (numbers: Float32Array): number =>
  numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 1);

/** NaN where there is no number on one side alone. */
function difference(found: Float32Array | undefined, expected: Float32Array): number {
  if (found?.length !== expected.length) return NaN;
  const scale = largest(expected);
  return expected.reduce((most, x, i) => Math.max(most, Math.abs(x - found[i]!) / scale), 0);
}

const stateVectors = ({ theta, buffers, slots }: ModelState): Vectors => ({
  theta,
  buffers,
  ...Object.fromEntries(Object.entries(slots).map(([name, slot]) => [`slot ${name}`, slot])),
});

/** What one step gives: losses, metrics, the gradient, and the state after it. */
async function stepOf(trainer: Trainer, slab: Slab, rate: number): Promise<Vectors> {
  const { losses, metrics, predictions, gradient } = await trainer.runChunk(
    slab,
    Float32Array.of(rate),
    true,
  );
  return {
    loss: losses,
    ...metrics,
    ...(predictions && { predictions }),
    ...(gradient && { gradient }),
    ...stateVectors(trainer.getState()),
  };
}

/** What is made of samples without training: losses, metrics, and every block's output. */
async function shown(trainer: Trainer, slab: Slab, blocks: readonly string[]): Promise<Vectors> {
  const { losses, metrics, predictions } = await trainer.evaluate({ ...slab, count: slab.batch });
  const outputs = await trainer.predict(slab.x, slab.batch, blocks);
  return {
    evaluated: losses,
    ...metrics,
    ...(predictions && { predictions }),
    ...Object.fromEntries(Array.from(outputs, ([name, { data }]) => [`output ${name}`, data])),
  };
}

/**
 * Trains with ONNX Runtime and with TensorFlow, step by step from equal numbers, the last step with a batch of two samples less; then evaluates
 * and predicts.
 */
export async function sideBySide(
  tf: TensorFlow,
  source: CompileSource,
  { batch = 6, steps = 3 } = {},
): Promise<Differences> {
  const initial = initialState(valueOf(trainingStep(source, { batch })).layout, 1);
  const trainers = [
    createTensorflowTrainer(tf, source, initial, batch),
    await createOnnxTrainer(source, initial, batch),
  ] as const;
  const worst: Record<string, number> = {};
  const compare = (prefix: string, [found, expected]: readonly [Vectors, Vectors]) => {
    for (const [name, numbers] of Object.entries(expected)) {
      const key = `${prefix}${name}`;
      // NaN stays.
      const off = difference(found[name], numbers);
      worst[key] = off > (worst[key] ?? 0) || Number.isNaN(off) ? off : (worst[key] ?? 0);
    }
  };
  const both = (call: (trainer: Trainer) => Promise<Vectors>) =>
    Promise.all([call(trainers[0]), call(trainers[1])]);
  for (let i = 0; i < steps; i++) {
    const slab = sampleSlab(source, trainers[0].target, i === steps - 1 ? batch - 2 : batch, 1);
    compare('', await both((trainer) => stepOf(trainer, slab, source.training.learningRate)));
  }
  const slab = sampleSlab(source, trainers[0].target, batch, 1);
  const blocks = source.graph.nodes.map(({ id }) => id);
  compare('then ', await both((trainer) => shown(trainer, slab, blocks)));
  await Promise.all(trainers.map((trainer) => trainer.dispose()));
  return worst;
}
