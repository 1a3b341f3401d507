import type { InferenceSession } from 'onnxruntime-node';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { compileTraining } from '#shared/compile/training';
import { meanMetrics } from '#shared/train/metric-names';
import { chooseDevice } from './devices';
import { createOnnxForward } from './onnx-forward';
import {
  createSession,
  feedsFor,
  floatsOf,
  int64Scalar,
  tensorOf,
  trainingFlops,
  uint32Scalar,
  weightFeeds,
} from './onnx-session';
import { valueOf } from './result';
import type { ChunkResult, Slab, Trainer } from './trainer';

interface Compiled {
  readonly program: TrainingProgram;
  readonly session: InferenceSession;
}

/**
 * Trains with ONNX Runtime: one session for each batch size (`batch`, and that of the last, smaller batch of an epoch when
 * it first comes up). Throws a DiagnosticError when the drawing cannot be compiled or the device not be used.
 */
export async function createOnnxTrainer(
  source: CompileSource,
  initial: ModelState,
  batch: number,
): Promise<Trainer> {
  const device = chooseDevice(source.training.device);
  const sessions = new Map<number, Promise<Compiled>>();

  function compile(batch: number): Promise<Compiled> {
    let made = sessions.get(batch);
    if (!made) {
      made = (async () => {
        const program = valueOf(compileTraining(source, { batch }));
        const session = await createSession(program.bytes, device.provider, trainingFlops(source, batch));
        return { program, session };
      })();
      sessions.set(batch, made);
      made.catch(() => sessions.delete(batch));
    }
    return made;
  }

  const { program: main } = await compile(batch);
  const { layout, metrics, target } = main;
  const forward = createOnnxForward(source, target, metrics);
  let state: ModelState = { ...initial, layout };

  async function runChunk(
    slab: Slab,
    learningRates: Float32Array,
    wantsGradient = false,
  ): Promise<ChunkResult> {
    const { program, session } = await compile(slab.batch);
    const wanted = session.outputNames.filter((name) => wantsGradient || name !== 'gradient_out');
    const before = state;
    const outputs = await session.run(
      feedsFor(program.inputs, {
        x: tensorOf(slab.x, [slab.steps, slab.batch, ...source.info.shape]),
        y: tensorOf(slab.y, [slab.steps, slab.batch, ...target.shape]),
        ...weightFeeds(before),
        ...Object.fromEntries(
          Object.entries(before.slots).map(([name, slot]) => [`slot_${name}`, tensorOf(slot, [slot.length])]),
        ),
        step: int64Scalar(before.step),
        seed: uint32Scalar(before.seed),
        lr: tensorOf(learningRates, [slab.steps]),
        k: int64Scalar(slab.steps),
      }),
      wanted,
    );
    state = {
      ...before,
      theta: 'theta_out' in outputs ? floatsOf(outputs, 'theta_out') : before.theta,
      buffers: 'buffers_out' in outputs ? floatsOf(outputs, 'buffers_out') : before.buffers,
      slots: Object.fromEntries(
        Object.entries(before.slots).map(([name, slot]) => [
          name,
          `slot_${name}_out` in outputs ? floatsOf(outputs, `slot_${name}_out`) : slot,
        ]),
      ),
      step: before.step + slab.steps,
    };
    return {
      losses: floatsOf(outputs, 'losses'),
      ...('gradient_out' in outputs && { gradient: floatsOf(outputs, 'gradient_out') }),
      metrics: Object.fromEntries(
        meanMetrics(metrics).map(({ name }) => [name, floatsOf(outputs, `metric_${name}`)]),
      ),
    };
  }

  return {
    device: device.name,
    layout,
    metrics,
    target,
    evaluationBatch: forward.evaluationBatch,
    runChunk,
    getState: () => state,
    setState: (next) => {
      state = { ...next, layout };
    },
    evaluate: (batch) => forward.evaluate(state, batch),
    predict: (x, count, fetches) => forward.predict(state, x, count, fetches),
    dispose: async () => {
      const all = [...sessions.values()];
      sessions.clear();
      await Promise.allSettled(all.map(async (made) => (await made).session.release()));
      await forward.dispose();
    },
  };
}
