import type { Result } from '#shared/graph/diagnostic';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph, IrPort, IrValue } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { applyOptimizer } from '#shared/train/apply-optimizer';
import type { OptimizerState, OptimizerUpdate } from '#shared/train/definition';
import { weightsByClass } from '#shared/train/losses/class-weights';
import { meanMetrics, streamingMetrics } from '#shared/train/metric-names';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { columnSums } from './column-sums';
import { differentiate } from './differentiate';
import { type Lowering, standardLowering } from './lowering';
import { type Lowered, lowerGraph, storeInputs, type Stores } from './lower';
import { measuresOf } from './measures';
import { encodeLoop, PREFIX } from './onnx/model';
import { encodeScan } from './onnx/scan';
import { poolFirst } from './pool-first';
import type { CompileSource, Segment, StateLayout, TrainingProgram } from './program';
import { productOf, weightedLabels } from './sample-weights';
import { PROCESSOR_OPS, SCAN_OPS } from './scan/op';
import { segmentsOf, wholeTheta } from './segments';
import { stackedRows } from './stacked-rows';
import { resolveTarget, type Target } from './target';
import { batchLoss, headValues } from './total-loss';
import { addPenalty, constrain } from './weight-rules';

/** The gradients of pieces of theta; zero where the loss does not depend on one. */
const gradientsOf = (b: IrBuilder, loss: IrValue, pieces: readonly IrValue[]): readonly IrValue[] =>
  differentiate(b, loss, pieces).map((gradient, i) => gradient ?? b.broadcast(b.scalar(0), pieces[i]!.shape));

/** The moving statistics after the step, as one vector. */
function nextBuffers(b: IrBuilder, { layout, weights, updates }: Lowered): IrValue {
  const pieces = layout.slots
    .filter(({ store }) => store === 'buffers')
    .map(({ name, size }) => b.reshape(updates.get(name) ?? weights.get(name)!, [size]));
  return pieces.length === 1 ? pieces[0]! : b.concat(pieces, 0);
}

/** Several pieces only where nothing looks at whole weights. */
function updatePiece(
  b: IrBuilder,
  { training }: CompileSource,
  piece: Pick<OptimizerState, 'theta' | 'gradient' | 'slots' | 'learningRate' | 'step'>,
  { slots }: StateLayout,
): OptimizerUpdate {
  const { type, params } = training.optimizer;
  const segments = slots.filter(({ store }) => store === 'theta').map(({ size }) => size);
  const step = b.cast(piece.step, 'float32');
  return applyOptimizer(b, OPTIMIZERS[type]!, { ...piece, step, params, segments });
}

interface StepOptions {
  readonly batch: number;
  readonly lowering: Lowering;
  /** Whether theta may be cut, and sequences are read in one node. */
  readonly onProcessor?: boolean;
  /** Whether the gradient is an output. */
  readonly withGradient?: boolean;
  /** Whether a step looks its samples up among all of them. */
  readonly looksUp?: boolean;
}

/** All samples, and the places of a batch's among them: in place of its `x`. */
export const LOOKED_UP = { samples: 'samples', rows: 'rows' } as const;

/** The samples of a batch. */
function batchSamples(b: IrBuilder, { info }: CompileSource, batch: number, looksUp: boolean): IrValue {
  if (!looksUp) return b.input(`${PREFIX.batch}x`, [batch, ...info.shape], info.dtype);
  const samples = b.input(LOOKED_UP.samples, [info.trainCount, ...info.shape], info.dtype);
  return b.gather(samples, b.input(PREFIX.batch + LOOKED_UP.rows, [batch], 'int32'));
}

function buildStep(
  source: CompileSource,
  resolved: Target,
  { batch, lowering, onProcessor = false, withGradient = true, looksUp = false }: StepOptions,
) {
  const { target } = resolved;
  const rules = { maxPool2d: poolFirst, ...(onProcessor && { matmul: stackedRows, sum: columnSums }) };
  const b = new IrBuilder(rules, onProcessor ? PROCESSOR_OPS : OPS);
  const [now, next, each] = [PREFIX.now, PREFIX.next, PREFIX.each];
  const x = batchSamples(b, source, batch, looksUp);
  const y = b.input(`${PREFIX.batch}y`, [batch, ...target.shape], target.dtype);
  const step = b.input(`${now}step`, [], 'int64');
  const seed = b.input('seed', [], 'uint32');
  let segments: readonly Segment[] = [];
  let stores: Stores = {};
  const lowered = lowerGraph(
    b,
    source,
    (layout) => {
      segments = onProcessor ? segmentsOf(layout, source) : wholeTheta(layout);
      stores = storeInputs(b, layout, (name) => (name === 'frozen' ? name : now + name), segments);
      return stores;
    },
    { batch, training: true, x, random: { seed, step: b.cast(step, 'uint32') }, scans: onProcessor },
  );
  const { layout } = lowered;
  const outputs: IrPort[] = [];
  const { classWeights } = source.training;
  const { labels, weight } = weightedLabels(b, target, y);
  const ofClass = isList(classWeights) ? weightsByClass(b, labels, target.encoding, classWeights) : null;
  const sampleWeight = productOf(b, [ofClass, weight]);
  const heads = headValues(b, source, resolved, labels, lowered);
  const { loss, ofHeads } = batchLoss(b, heads, sampleWeight);
  const mean = addPenalty(b, b.mean(loss, [0]), lowered);
  const carried: string[] = [];
  const carry = (name: string, value: IrValue) => {
    carried.push(name);
    outputs.push({ name: next + name, value });
  };
  if (stores.theta) {
    const learningRate = b.input(`${PREFIX.batch}lr`, []);
    const gradients = gradientsOf(b, mean, stores.theta);
    segments.forEach(({ suffix, size }, i) => {
      const slots = Object.fromEntries(
        layout.optimizerSlots.map((name) => [name, b.input(`${now}slot_${name}${suffix}`, [size])]),
      );
      const [theta, gradient] = [stores.theta![i]!, gradients[i]!];
      const updated = updatePiece(b, source, { theta, gradient, slots, learningRate, step }, layout);
      carry(`theta${suffix}`, constrain(b, layout, updated.theta));
      if (withGradient) outputs.push({ name: `${next}gradient${suffix}`, value: gradient });
      for (const name of layout.optimizerSlots) carry(`slot_${name}${suffix}`, updated.slots[name]!);
    });
  }
  if (stores.buffers) carry('buffers', nextBuffers(b, lowered));
  carry('step', b.add(step, b.constant(BigInt64Array.of(1n), [], 'int64')));
  outputs.push({ name: `${each}losses`, value: mean });
  const { scores, prediction } = measuresOf(b, heads, ofHeads);
  for (const { name, value } of scores)
    outputs.push({ name: `${each}metric_${name}`, value: b.mean(value, [0]) });
  if (prediction) outputs.push({ name: `${each}prediction`, value: prediction });
  return { body: lowering.finish(b.build(outputs), {}), carried, layout, segments };
}

const isList = (weights: unknown): weights is readonly number[] => Array.isArray(weights);

/** One step of training before it is written as a model. */
export interface TrainingStep extends Omit<TrainingProgram, 'bytes' | 'inputs'> {
  /** Inputs and outputs as a `LoopDescription` names them. */
  readonly body: IrGraph;
  /** State that goes from step to step. */
  readonly carried: readonly string[];
}

/** The step that `compileTraining` writes, for engines that compute it themselves. Fails as that does. */
export function trainingStep(
  source: CompileSource,
  { lowering = standardLowering, ...options }: Partial<StepOptions> & Pick<StepOptions, 'batch'>,
): Result<TrainingStep> {
  const resolved = resolveTarget(source);
  if (!resolved.ok) return resolved;
  const { target, metrics } = resolved.value;
  const built = buildStep(source, resolved.value, { ...options, lowering });
  return { ok: true, value: { ...built, batch: options.batch, metrics, target }, diagnostics: [] };
}

/**
 * One ONNX model that trains batches of `batch` samples, the loop over them included. Class weights must be numbers. Fails with a Diagnostic when head, loss and data do not go
 * together; a drawing with errors of its own must have been stopped before.
 */
export function compileTraining(
  source: CompileSource,
  options: {
    readonly batch: number;
    readonly lowering?: Lowering;
    /** For the processor alone: fewer copies. */
    readonly onProcessor?: boolean;
    /** Whether there is `gradient_out`. */
    readonly withGradient?: boolean;
    /** For the processor alone: `samples` and `rows` in place of `x`. */
    readonly looksUp?: boolean;
  },
): Result<TrainingProgram> {
  const { lowering = standardLowering, onProcessor = false, withGradient = true, looksUp = false } = options;
  const { batch } = options;
  const step = trainingStep(source, { batch, lowering, onProcessor, withGradient, looksUp });
  if (!step.ok) return step;
  const { body, carried, layout, segments, target, metrics } = step.value;
  const sliced = [looksUp ? LOOKED_UP.rows : 'x', 'y', ...(layout.sizes.theta > 0 ? ['lr'] : [])];
  const shared = ['seed', ...(layout.sizes.frozen > 0 ? ['frozen'] : [])];
  const collected = [
    'losses',
    ...meanMetrics(metrics).map(({ name }) => `metric_${name}`),
    ...(streamingMetrics(metrics).length > 0 ? ['prediction'] : []),
  ];
  const kept = Object.fromEntries(
    (withGradient ? segments : []).map(({ suffix }) => [`gradient${suffix}`, `theta${suffix}`]),
  );
  const whole = looksUp ? [LOOKED_UP.samples] : [];
  const encode = onProcessor ? encodeScan : encodeLoop;
  const ops = onProcessor ? { ...lowering.ops, ...SCAN_OPS } : lowering.ops;
  const bytes = encode({ body, sliced, carried, kept, shared, whole, collected, ops });
  const inputs = [...(onProcessor ? [] : ['k']), ...sliced, ...carried, ...shared, ...whole];
  return { ok: true, value: { bytes, batch, layout, segments, metrics, target, inputs }, diagnostics: [] };
}
