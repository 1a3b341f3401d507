import type { InferenceSession } from 'onnxruntime-node';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { compileTraining } from '#shared/compile/training';
import { meanMetrics } from '#shared/train/metric-names';
import { createDevices, type Devices } from './devices/devices';
import { createOnnxForward } from './onnx-forward';
import { createSession, floatsOf, trainingFlops } from './onnx-session';
import { trainingKey } from './model';
import { valueOf } from './result';
import { trainingFeeds } from './training-feeds';
import type { ChunkResult, Slab, Trainer } from './trainer';

interface Compiled {
  readonly program: TrainingProgram;
  readonly session: InferenceSession;
}

/**
 * Trains with ONNX Runtime: one session for each batch size (`batch`, and that of the last, smaller batch of an epoch when
 * it first comes up), on the device of `devices` that the project asks for. Throws a DiagnosticError when the drawing cannot be compiled or the device not be used.
 */
export async function createOnnxTrainer(
  source: CompileSource,
  initial: ModelState,
  batch: number,
  devices: Pick<Devices, 'choose'> = createDevices(null),
): Promise<Trainer> {
  const main = valueOf(compileTraining(source, { batch }));
  const { layout, metrics, target } = main;
  let state: ModelState = { ...initial, layout };
  const key = trainingKey(source) + batch;
  const device = await devices.choose({ source, state, batch, key });
  const sessions = new Map<number, Promise<Compiled>>();

  function compile(size: number): Promise<Compiled> {
    let made = sessions.get(size);
    if (!made) {
      made = (async () => {
        const program = size === batch ? main : valueOf(compileTraining(source, { batch: size }));
        const session = await createSession(program.bytes, device.name, trainingFlops(source, size));
        return { program, session };
      })();
      sessions.set(size, made);
      made.catch(() => sessions.delete(size));
    }
    return made;
  }

  await compile(batch);
  const forward = createOnnxForward(source, target, metrics, device.name);

  async function runChunk(
    slab: Slab,
    learningRates: Float32Array,
    wantsGradient = false,
  ): Promise<ChunkResult> {
    const { program, session } = await compile(slab.batch);
    const wanted = session.outputNames.filter((name) => wantsGradient || name !== 'gradient_out');
    const before = state;
    const outputs = await session.run(trainingFeeds(source, program, before, slab, learningRates), wanted);
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
    notes: device.notes,
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
