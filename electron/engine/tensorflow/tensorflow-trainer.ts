import { performance } from 'node:perf_hooks';
import { PREFIX } from '#shared/compile/onnx/model';
import type { CompileSource, ModelState } from '#shared/compile/program';
import { simplify } from '#shared/compile/simplify';
import { type TrainingStep, trainingStep } from '#shared/compile/training';
import { sizeOf } from '#shared/graph/shape';
import { meanMetrics } from '#shared/train/metric-names';
import { nextTurn } from '../next-turn';
import { valueOf } from '../result';
import type { ChunkResult, Slab, Trainer } from '../trainer';
import type { Operand, Tensor, TensorFlow } from './api';
import { disposeAll, floatsOf, type Tensors, tensorOf, vectorsOf } from './feeds';
import { tensorflowLowering } from './lowering';
import { createTensorProgram, type TensorProgram } from './tensor-program';
import { createTensorflowForward } from './tensorflow-forward';

/** Steps are computed in this thread: messages are let in after so many milliseconds. */
const TURN_MS = 10;

/**
 * Trains with TensorFlow what `createOnnxTrainer` trains with ONNX Runtime: the same graphs, op by op. Between the steps of a chunk the numbers
 * stay with TensorFlow. Throws a DiagnosticError when the drawing cannot be compiled.
 */
export function createTensorflowTrainer(
  tf: TensorFlow,
  source: CompileSource,
  initial: ModelState,
  batch: number,
): Trainer {
  const programs = new Map<number, TensorProgram>();
  const { layout, metrics, target, carried, body } = open(batch);
  const forward = createTensorflowForward(tf, source, target, metrics);
  const changing = carried.filter((name) => name !== 'step');
  /** What comes of every step: losses, metrics, and predictions where a metric needs those of the whole epoch. */
  const scores = body.outputs
    .filter(({ name }) => name.startsWith(PREFIX.each))
    .map(({ name }) => name.slice(PREFIX.each.length));
  let state: ModelState = { ...initial, layout };
  /** The vectors of `state`, where TensorFlow has them. */
  let vectors: Tensors | null = null;

  function open(size: number): TrainingStep {
    const step = valueOf(trainingStep(source, { batch: size, lowering: tensorflowLowering }));
    // Steps are counted here.
    const outputs = step.body.outputs.filter(({ name }) => name !== `${PREFIX.next}step`);
    programs.set(size, createTensorProgram(tf, simplify({ ...step.body, outputs }, { shareWindows: false })));
    return step;
  }

  function forget(): void {
    if (vectors) disposeAll(vectors);
    vectors = null;
  }

  /** The samples, targets and rate of one step. */
  function batchOf(slab: Slab, rates: Float32Array, i: number): Tensors {
    const { batch: size } = slab;
    const [width, targetWidth] = [sizeOf(source.info.shape), sizeOf(target.shape)];
    const x = slab.x.subarray(i * size * width, (i + 1) * size * width);
    const y = slab.y.subarray(i * size * targetWidth, (i + 1) * size * targetWidth);
    return {
      x: tensorOf(tf, x, [size, ...source.info.shape]),
      y: tensorOf(tf, y, [size, ...target.shape]),
      lr: tensorOf(tf, rates.subarray(i, i + 1), []),
    };
  }

  function runStep(
    size: number,
    now: Tensors,
    given: Tensors,
    step: number,
    wantsGradient: boolean,
  ): Tensors {
    const feeds: Record<string, Operand> = {
      ...renamed(given, PREFIX.batch),
      ...renamed(now, PREFIX.now),
      ...(now['frozen'] && { frozen: now['frozen'] }),
      seed: Float64Array.of(state.seed),
      [`${PREFIX.now}step`]: Float64Array.of(step),
    };
    return programs
      .get(size)!
      .run(feeds, [
        ...changing.map((name) => PREFIX.next + name),
        ...scores.map((name) => PREFIX.each + name),
        ...(wantsGradient ? [`${PREFIX.next}gradient`] : []),
      ]);
  }

  async function runChunk(slab: Slab, rates: Float32Array, wantsGradient = false): Promise<ChunkResult> {
    if (!programs.has(slab.batch)) open(slab.batch);
    const before = state;
    let now = vectors ?? vectorsOf(tf, before);
    vectors = null;
    const each: Tensor[][] = [];
    let gradient: Tensor | undefined;
    let turnAt = performance.now();
    try {
      for (let i = 0; i < slab.steps; i++) {
        const given = batchOf(slab, rates, i);
        const isLast = i === slab.steps - 1;
        let outputs: Tensors;
        try {
          outputs = runStep(slab.batch, now, given, before.step + i, wantsGradient && isLast);
        } finally {
          disposeAll(given);
        }
        const next = Object.fromEntries(changing.map((name) => [name, outputs[PREFIX.next + name]!]));
        disposeAll(pick(now, changing));
        now = { ...now, ...next };
        each.push(scores.map((name) => outputs[PREFIX.each + name]!));
        gradient = outputs[`${PREFIX.next}gradient`];
        if (performance.now() - turnAt > TURN_MS) {
          await nextTurn();
          turnAt = performance.now();
        }
      }
    } catch (error) {
      disposeAll(now);
      for (const tensor of each.flat()) tensor.dispose();
      throw error;
    }
    const results = await floatsOf({ ...stacked(tf, scores, each), ...(gradient && { gradient }) });
    state = nextState(before, await floatsOf(pick(now, changing), { kept: true }), slab.steps);
    vectors = now;
    return {
      losses: results['losses']!,
      ...(results['prediction'] && { predictions: results['prediction'] }),
      ...(results['gradient'] && { gradient: results['gradient'] }),
      metrics: Object.fromEntries(meanMetrics(metrics).map(({ name }) => [name, results[`metric_${name}`]!])),
    };
  }

  return {
    device: 'tensorflow',
    layout,
    metrics,
    target,
    evaluationBatch: forward.evaluationBatch,
    runChunk,
    getState: () => state,
    setState(next) {
      forget();
      state = { ...next, layout };
    },
    evaluate: (samples) => forward.evaluate(state, samples),
    predict: (x, count, fetches) => forward.predict(state, x, count, fetches),
    async dispose() {
      await forward.dispose();
      for (const program of programs.values()) program.dispose();
      programs.clear();
      forget();
    },
  };
}

const renamed = (tensors: Tensors, prefix: string): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));

const pick = (tensors: Tensors, names: readonly string[]): Tensors =>
  Object.fromEntries(names.map((name) => [name, tensors[name]!]));

/** What each step gave as one tensor a name. */
function stacked(tf: TensorFlow, names: readonly string[], each: readonly (readonly Tensor[])[]): Tensors {
  const vectors = names.map((name, i) => [name, tf.stack(each.map((step) => step[i]!))] as const);
  for (const step of each) for (const tensor of step) tensor.dispose();
  return Object.fromEntries(vectors);
}

const nextState = (
  before: ModelState,
  numbers: Readonly<Record<string, Float32Array>>,
  steps: number,
): ModelState => ({
  ...before,
  theta: numbers['theta'] ?? before.theta,
  buffers: numbers['buffers'] ?? before.buffers,
  slots: Object.fromEntries(
    Object.entries(before.slots).map(([name, slot]) => [name, numbers[`slot_${name}`] ?? slot]),
  ),
  step: before.step + steps,
});
