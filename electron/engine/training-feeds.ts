import type { InferenceSession } from 'onnxruntime-node';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { feedsFor, int64Scalar, tensorOf, uint32Scalar, weightFeeds } from './onnx-session';
import type { Slab } from './trainer';

/** The inputs of a training program for some batches. */
export const trainingFeeds = (
  { info }: CompileSource,
  { inputs, target }: TrainingProgram,
  state: ModelState,
  slab: Slab,
  learningRates: Float32Array,
): InferenceSession.OnnxValueMapType =>
  feedsFor(inputs, {
    x: tensorOf(slab.x, [slab.steps, slab.batch, ...info.shape]),
    y: tensorOf(slab.y, [slab.steps, slab.batch, ...target.shape]),
    ...weightFeeds(state),
    ...Object.fromEntries(
      Object.entries(state.slots).map(([name, slot]) => [`slot_${name}`, tensorOf(slot, [slot.length])]),
    ),
    step: int64Scalar(state.step),
    seed: uint32Scalar(state.seed),
    lr: tensorOf(learningRates, [slab.steps]),
    k: int64Scalar(slab.steps),
  });
