import type { InferenceSession } from 'onnxruntime-node';
import type { CompileSource, ModelState, TrainingProgram } from '#shared/compile/program';
import { LEAST_WORTH } from '#shared/compile/segments';
import { compileTraining, trainingStep } from '#shared/compile/training';
import { meanMetrics } from '#shared/train/metric-names';
import { SAFE_DEVICE } from './devices/table';
import { loweringFor } from './lowering/lowering';
import { createOnnxForward } from './onnx-forward';
import { createSession, floatsOf, isLargeRun, trainingFlops } from './onnx-session';
import { valueOf } from './result';
import { joined, type Pieces, stateOfPieces } from './state-pieces';
import { trainingFeeds } from './training-feeds';
import type { ChunkResult, Slab, Trainer } from './trainer';

interface Compiled {
  readonly program: TrainingProgram;
  readonly session: InferenceSession;
}

/**
 * Trains with ONNX Runtime: one session for each batch size (`batch`, and that of the last, smaller batch of an epoch when
 * it first comes up), on `device`, which has one of its execution providers. Throws a DiagnosticError when the drawing cannot be compiled.
 */
export async function createOnnxTrainer(
  source: CompileSource,
  initial: ModelState,
  batch: number,
  device = SAFE_DEVICE,
): Promise<Trainer> {
  const { layout, metrics, target } = valueOf(trainingStep(source, { batch }));
  let state: ModelState = { ...initial, layout };
  const lowering = await loweringFor(device);
  const onProcessor = device === SAFE_DEVICE;
  let pieces: Pieces | undefined;
  const sessions = new Map<string, Promise<Compiled>>();

  function compile(size: number, wantsGradient: boolean): Promise<Compiled> {
    const withGradient = wantsGradient || layout.sizes.theta < LEAST_WORTH;
    const name = `${size} ${withGradient}`;
    let made = sessions.get(name);
    if (!made) {
      made = (async () => {
        const looksUp = onProcessor && !source.info.isStored;
        const options = { batch: size, lowering, onProcessor, withGradient, looksUp };
        const program = valueOf(compileTraining(source, options));
        const isLarge = isLargeRun(source, size);
        const flops = trainingFlops(source, size);
        const session = await createSession(program.bytes, device, flops, { isLarge, isTraining: true });
        return { program, session };
      })();
      sessions.set(name, made);
      made.catch(() => sessions.delete(name));
    }
    return made;
  }

  await compile(batch, false);
  const forward = createOnnxForward(source, target, metrics, device);

  async function runChunk(
    slab: Slab,
    learningRates: Float32Array,
    wantsGradient = false,
  ): Promise<ChunkResult> {
    const { program, session } = await compile(slab.batch, wantsGradient);
    const { segments } = program;
    const wanted = session.outputNames.filter((name) => wantsGradient || !name.startsWith('gradient'));
    const before = state;
    const feeds = trainingFeeds(source, program, before, slab, learningRates, pieces);
    const outputs = await session.run(feeds, wanted);
    const outputsOf = (name: string) =>
      segments.map(({ suffix }) => floatsOf(outputs, `${name}${suffix}_out`));
    pieces =
      segments.length === 0
        ? {}
        : Object.fromEntries(
            ['theta', ...layout.optimizerSlots.map((name) => `slot_${name}`)].map((name) => [
              name,
              outputsOf(name),
            ]),
          );
    state = stateOfPieces(before, pieces, {
      buffers: 'buffers_out' in outputs ? floatsOf(outputs, 'buffers_out') : before.buffers,
      step: before.step + slab.steps,
    });
    return {
      losses: floatsOf(outputs, 'losses'),
      ...('prediction' in outputs && { predictions: floatsOf(outputs, 'prediction') }),
      ...(wantsGradient && segments.length > 0 && { gradient: joined(outputsOf('gradient')) }),
      metrics: Object.fromEntries(
        meanMetrics(metrics).map(({ name }) => [name, floatsOf(outputs, `metric_${name}`)]),
      ),
    };
  }

  return {
    device,
    layout,
    metrics,
    target,
    evaluationBatch: forward.evaluationBatch,
    runChunk,
    getState: () => state,
    setState: (next) => {
      state = { ...next, layout };
      pieces = undefined;
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
