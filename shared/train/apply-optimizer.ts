import type { Params } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { OptimizerDefinition, OptimizerState, OptimizerUpdate, Slots } from './definition';
import { clipGradient } from './optimizers/clip';
import { readParams } from './read-params';

/** Slots that the common options add to an optimizer's own. */
const [GRADIENT_SUM, AVERAGE] = ['gradient_sum', 'average'];

interface Options {
  readonly accumulation: number;
  readonly weightDecay: number | null;
  readonly average: { readonly momentum: number; readonly every: number | null } | null;
}

function optionsOf({ params: specs }: OptimizerDefinition, params: Params): Options {
  const read = readParams(specs, params);
  return {
    accumulation: read.optional('gradientAccumulationSteps') ?? 1,
    weightDecay: read.optional('weightDecay'),
    average: read.flag('useEma')
      ? { momentum: read.number('emaMomentum'), every: read.optional('emaOverwriteFrequency') }
      : null,
  };
}

/** Every slot that training with `params` needs, with the value at which it starts. */
export function optimizerSlots(definition: OptimizerDefinition, params: Params): Slots<number> {
  const { accumulation, average } = optionsOf(definition, params);
  return {
    ...definition.slots(params),
    ...(accumulation > 1 && { [GRADIENT_SUM]: 0 }),
    ...(average && { [AVERAGE]: 0 }),
  };
}

/** The slot whose numbers replace the weights when training ends, or null: Keras's `finalize_variable_values`. */
export const averagedSlot = (definition: OptimizerDefinition, params: Params): string | null =>
  optionsOf(definition, params).average ? AVERAGE : null;

/**
 * One step of an optimizer with everything around it, in Keras's order: gradients are accumulated, then clipped, weights decay, the
 * optimizer's own update, the moving average. `segments` are the sizes of the single weights in theta, `step` counts batches.
 */
export function applyOptimizer(
  b: IrBuilder,
  definition: OptimizerDefinition,
  state: OptimizerState & { readonly segments: readonly number[] },
): OptimizerUpdate {
  const options = optionsOf(definition, state.params);
  const updates = options.accumulation > 1 ? wholePart(b, state.step, options.accumulation) : state.step;
  const updated =
    options.accumulation > 1
      ? accumulate(b, definition, state, options, updates)
      : updateOnce(b, definition, state, options);
  return options.average ? averageWeights(b, state, updated, options.average, updates) : updated;
}

function updateOnce(
  b: IrBuilder,
  definition: OptimizerDefinition,
  state: OptimizerState & { readonly segments: readonly number[] },
  { weightDecay }: Options,
): OptimizerUpdate {
  const { theta, learningRate, params, segments } = state;
  const gradient = clipGradient(b, state.gradient, segments, readParams(definition.params, params));
  const decay = weightDecay ? b.mul(learningRate, b.scalar(weightDecay)) : null;
  const decayed = decay ? b.sub(theta, b.mul(theta, decay)) : theta;
  const own = Object.keys(definition.slots(params));
  return definition.update(b, {
    theta: decayed,
    gradient,
    slots: Object.fromEntries(own.map((name) => [name, state.slots[name]!])),
    learningRate,
    step: state.step,
    params,
  });
}

/** ⌊step / count⌋ of whole numbers; half a step more keeps rounding away from the edge. */
const wholePart = (b: IrBuilder, step: IrValue, count: number): IrValue =>
  b.cast(b.cast(b.mul(b.add(step, b.scalar(0.5)), b.scalar(1 / count)), 'int64'), 'float32');

/** bool: whether `step` + 1 is a multiple of `count`. */
const isLastOf = (b: IrBuilder, step: IrValue, count: number): IrValue => {
  const next = b.add(step, b.scalar(1));
  return b.equal(b.mul(wholePart(b, next, count), b.scalar(count)), next);
};

/** Adds the gradient up; in every `accumulation`-th step updates with the mean and begins anew. */
function accumulate(
  b: IrBuilder,
  definition: OptimizerDefinition,
  state: OptimizerState & { readonly segments: readonly number[] },
  options: Options,
  updates: IrValue,
): OptimizerUpdate {
  const { accumulation } = options;
  const sum = b.add(state.slots[GRADIENT_SUM]!, state.gradient);
  const gradient = b.mul(sum, b.scalar(1 / accumulation));
  const updated = updateOnce(b, definition, { ...state, gradient, step: updates }, options);
  const isUpdate = isLastOf(b, state.step, accumulation);
  const chosen = Object.entries(updated.slots).map(
    ([name, next]) => [name, b.where(isUpdate, next, state.slots[name]!)] as const,
  );
  return {
    theta: b.where(isUpdate, updated.theta, state.theta),
    slots: { ...Object.fromEntries(chosen), [GRADIENT_SUM]: b.where(isUpdate, b.scalar(0), sum) },
  };
}

function averageWeights(
  b: IrBuilder,
  { slots }: OptimizerState,
  updated: OptimizerUpdate,
  { momentum, every }: NonNullable<Options['average']>,
  updates: IrValue,
): OptimizerUpdate {
  const { theta } = updated;
  // The first average is the weights themselves.
  const share = b.mul(b.step(updates), b.scalar(momentum));
  const kept = b.mul(slots[AVERAGE]!, share);
  const average = b.add(kept, b.mul(theta, b.sub(b.scalar(1), share)));
  const next = every === null ? theta : b.where(isLastOf(b, updates, every), average, theta);
  return { theta: next, slots: { ...updated.slots, [AVERAGE]: average } };
}
