import type { InferenceSession } from 'onnxruntime-node';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { LOOKED_UP } from '#shared/compile/training';
import { type Shape, sizeOf } from '#shared/graph/shape';
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
    ...(inputs.includes('x')
      ? { x: tensorOf(slab.x, [slab.steps, slab.batch, ...info.shape]) }
      : lookedUp(slab, info.shape)),
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

/** A slab without `held` is all there is. */
function lookedUp(slab: Slab, shape: Shape): InferenceSession.OnnxValueMapType {
  const { steps, batch } = slab;
  const { values, rows } = slab.held ?? {
    values: slab.x,
    rows: Int32Array.from({ length: steps * batch }, (_, i) => i),
  };
  return {
    [LOOKED_UP.samples]: tensorOf(values, [values.length / sizeOf(shape), ...shape]),
    [LOOKED_UP.rows]: tensorOf(rows, [steps, batch]),
  };
}
