import type { Result } from '#shared/graph/diagnostic';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph, IrPort, IrValue } from '#shared/ops/ir';
import { applyOptimizer } from '#shared/train/apply-optimizer';
import { weightsByClass } from '#shared/train/losses/class-weights';
import { meanMetrics } from '#shared/train/metric-names';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { differentiate } from './differentiate';
import { type Lowering, standardLowering } from './lowering';
import { type Lowered, lowerGraph, storeInputs, type Stores } from './lower';
import { encodeLoop, PREFIX } from './onnx/model';
import { poolFirst } from './pool-first';
import type { CompileSource, StateLayout, TrainingProgram } from './program';
import { probabilitiesOf, scorePerSample } from './score';
import { resolveTarget, type Target } from './target';
import { batchLoss } from './total-loss';
import { addPenalty, constrain } from './weight-rules';

/** The flat gradient of all trained weights; zero where the loss does not depend on one. */
function flatGradient(b: IrBuilder, loss: IrValue, { layout, weights }: Lowered): IrValue {
  const trained = layout.slots.filter(({ store }) => store === 'theta');
  const gradients = differentiate(
    b,
    loss,
    trained.map(({ name }) => weights.get(name)!),
  );
  const pieces = trained.map(({ size }, i) => {
    const gradient = gradients[i];
    return gradient ? b.reshape(gradient, [size]) : b.broadcast(b.scalar(0), [size]);
  });
  return pieces.length === 1 ? pieces[0]! : b.concat(pieces, 0);
}

/** The moving statistics after the step, as one vector. */
function nextBuffers(b: IrBuilder, { layout, weights, updates }: Lowered): IrValue {
  const pieces = layout.slots
    .filter(({ store }) => store === 'buffers')
    .map(({ name, size }) => b.reshape(updates.get(name) ?? weights.get(name)!, [size]));
  return pieces.length === 1 ? pieces[0]! : b.concat(pieces, 0);
}

function updateTheta(
  b: IrBuilder,
  source: CompileSource,
  theta: IrValue,
  gradient: IrValue,
  slots: Readonly<Record<string, IrValue>>,
  step: IrValue,
  layout: StateLayout,
) {
  const { type, params } = source.training.optimizer;
  const learningRate = b.input(`${PREFIX.batch}lr`, []);
  const updated = applyOptimizer(b, OPTIMIZERS[type]!, {
    theta,
    gradient,
    slots,
    learningRate,
    step: b.cast(step, 'float32'),
    params,
    segments: layout.slots.filter(({ store }) => store === 'theta').map(({ size }) => size),
  });
  return { ...updated, theta: constrain(b, layout, updated.theta) };
}

function buildStep(
  source: CompileSource,
  { loss, target, metrics }: Target,
  batch: number,
  lowering: Lowering,
) {
  const b = new IrBuilder({ maxPool2d: poolFirst });
  const [now, next, each] = [PREFIX.now, PREFIX.next, PREFIX.each];
  const x = b.input(`${PREFIX.batch}x`, [batch, ...source.info.shape], source.info.dtype);
  const y = b.input(`${PREFIX.batch}y`, [batch, ...target.shape], target.dtype);
  const step = b.input(`${now}step`, [], 'int64');
  const seed = b.input('seed', [], 'uint32');
  let stores: Stores = {};
  const lowered = lowerGraph(
    b,
    source,
    (layout) => (stores = storeInputs(b, layout, (name) => (name === 'frozen' ? name : now + name))),
    { batch, training: true, x, random: { seed, step: b.cast(step, 'uint32') } },
  );
  const { layout } = lowered;
  const outputs: IrPort[] = [];
  const { classWeights } = source.training;
  const sampleWeight = isList(classWeights) ? weightsByClass(b, y, target.encoding, classWeights) : null;
  const mean = addPenalty(b, b.mean(batchLoss(b, loss, y, lowered.heads, sampleWeight), [0]), lowered);
  const carried: string[] = [];
  const carry = (name: string, value: IrValue) => {
    carried.push(name);
    outputs.push({ name: next + name, value });
  };
  if (stores.theta) {
    const slots = Object.fromEntries(
      layout.optimizerSlots.map((name) => [name, b.input(`${now}slot_${name}`, [layout.sizes.theta])]),
    );
    const gradient = flatGradient(b, mean, lowered);
    const updated = updateTheta(b, source, stores.theta, gradient, slots, step, layout);
    carry('theta', updated.theta);
    outputs.push({ name: `${next}gradient`, value: gradient });
    for (const name of layout.optimizerSlots) carry(`slot_${name}`, updated.slots[name]!);
  }
  if (stores.buffers) carry('buffers', nextBuffers(b, lowered));
  carry('step', b.add(step, b.constant(BigInt64Array.of(1n), [], 'int64')));
  outputs.push({ name: `${each}losses`, value: mean });
  const prediction = probabilitiesOf(b, loss, lowered.heads[0]!.value);
  for (const metric of meanMetrics(metrics)) {
    const scores = scorePerSample(b, metric, target, y, prediction);
    outputs.push({ name: `${each}metric_${metric.name}`, value: b.mean(scores, [0]) });
  }
  return { body: lowering.finish(b.build(outputs), {}), carried, layout };
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
  { batch, lowering = standardLowering }: { readonly batch: number; readonly lowering?: Lowering },
): Result<TrainingStep> {
  const resolved = resolveTarget(source);
  if (!resolved.ok) return resolved;
  const { target, metrics } = resolved.value;
  const built = buildStep(source, resolved.value, batch, lowering);
  return { ok: true, value: { ...built, batch, metrics, target }, diagnostics: [] };
}

/**
 * One ONNX model that trains batches of `batch` samples, the loop over them included. Class weights must be numbers. Fails with a Diagnostic when head, loss and data do not go
 * together; a drawing with errors of its own must have been stopped before.
 */
export function compileTraining(
  source: CompileSource,
  { batch, lowering = standardLowering }: { readonly batch: number; readonly lowering?: Lowering },
): Result<TrainingProgram> {
  const step = trainingStep(source, { batch, lowering });
  if (!step.ok) return step;
  const { body, carried, layout, target, metrics } = step.value;
  const sliced = ['x', 'y', ...(layout.sizes.theta > 0 ? ['lr'] : [])];
  const shared = ['seed', ...(layout.sizes.frozen > 0 ? ['frozen'] : [])];
  const collected = ['losses', ...meanMetrics(metrics).map(({ name }) => `metric_${name}`)];
  const kept: Record<string, string> = layout.sizes.theta > 0 ? { gradient: 'theta' } : {};
  const bytes = encodeLoop({ body, sliced, carried, kept, shared, collected, ops: lowering.ops });
  const inputs = ['k', ...sliced, ...carried, ...shared];
  return { ok: true, value: { bytes, batch, layout, metrics, target, inputs }, diagnostics: [] };
}
