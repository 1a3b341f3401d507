import type { InferenceSession } from 'onnxruntime-node';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { feedsFor, int64Scalar, tensorOf, uint32Scalar } from './onnx-session';
import { type Pieces, piecesOf } from './state-pieces';
import type { Slab } from './trainer';

/** The inputs of a training program for some batches; `pieces` are the state's, where they are at hand. */
export const trainingFeeds = (
  { info }: CompileSource,
  { inputs, segments, target }: TrainingProgram,
  state: ModelState,
  slab: Slab,
  learningRates: Float32Array,
  pieces: Pieces = piecesOf(state, segments),
): InferenceSession.OnnxValueMapType =>
  feedsFor(inputs, {
    x: tensorOf(slab.x, [slab.steps, slab.batch, ...info.shape]),
    y: tensorOf(slab.y, [slab.steps, slab.batch, ...target.shape]),
    buffers: tensorOf(state.buffers, [state.buffers.length]),
    frozen: tensorOf(state.frozen, [state.frozen.length]),
    ...Object.fromEntries(
      Object.entries(pieces).flatMap(([name, vectors]) =>
        vectors.map((vector, i) => [`${name}${segments[i]!.suffix}`, tensorOf(vector, [vector.length])]),
      ),
    ),
    step: int64Scalar(state.step),
    seed: uint32Scalar(state.seed),
    lr: tensorOf(learningRates, [slab.steps]),
    k: int64Scalar(slab.steps),
  });
