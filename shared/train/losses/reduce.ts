import type { Params } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossDefinition } from '../definition';
import { meanPerSample } from '../targets';

export interface LossCall {
  readonly target: IrValue;
  readonly prediction: IrValue;
  readonly params: Params;
  /** One number a sample, [batch], or a position, as `unreduced` gives them. */
  readonly sampleWeight?: IrValue;
}

/** Keras's reductions: the sum of weighted losses over the number of positions, plain, over the sum of the weights, or none. */
export type Reduction = 'sum_over_batch_size' | 'sum' | 'mean_with_sample_weight' | 'none';

const allAxes = (x: IrValue): number[] => x.shape.map((_, axis) => axis);
const count = (x: IrValue): number => x.shape.reduce((product, n) => product * n, 1);

/** A weight a sample as one that broadcasts over the positions. */
function besides(b: IrBuilder, weight: IrValue, values: IrValue): IrValue {
  const missing = values.shape.length - weight.shape.length;
  return missing === 0 ? weight : b.reshape(weight, [...weight.shape, ...Array<number>(missing).fill(1)]);
}

/** The factor of every position, or null when all are 1. */
function weightsOf(
  b: IrBuilder,
  definition: LossDefinition,
  { target, prediction, params, sampleWeight }: LossCall,
  values: IrValue,
  isMean: boolean,
): IrValue | null {
  const given = sampleWeight ? besides(b, sampleWeight, values) : null;
  const mask = definition.mask?.(b, target, prediction, params) ?? null;
  if (!mask) return given;
  // What is left out leaves the divisor too: the others count as many times more.
  const valid = b.maximum(b.sum(mask, allAxes(mask)), b.scalar(1));
  const scaled = isMean ? b.mul(mask, b.div(b.scalar(count(mask)), valid)) : mask;
  return given ? b.mul(given, scaled) : scaled;
}

/** One number a sample, [batch], whose mean over the batch is Keras's loss (`sum_over_batch_size`), weights and ignored classes included. */
export function lossPerSample(b: IrBuilder, definition: LossDefinition, call: LossCall): IrValue {
  const values = definition.unreduced(b, call.target, call.prediction, call.params);
  const weights = weightsOf(b, definition, call, values, true);
  return meanPerSample(b, weights ? b.mul(values, weights) : values);
}

/** The loss of a batch as a scalar; with `none` one number a position. */
export function reduceLoss(
  b: IrBuilder,
  definition: LossDefinition,
  call: LossCall,
  reduction: Reduction = 'sum_over_batch_size',
): IrValue {
  const values = definition.unreduced(b, call.target, call.prediction, call.params);
  const isMean = reduction === 'sum_over_batch_size' || reduction === 'mean_with_sample_weight';
  const weights = weightsOf(b, definition, call, values, isMean);
  const weighted = weights ? b.mul(values, weights) : values;
  if (reduction === 'none') return weighted;
  const sum = b.sum(weighted, allAxes(weighted));
  if (reduction === 'sum') return sum;
  const size = b.scalar(count(values));
  if (reduction === 'sum_over_batch_size' || !weights) return b.div(sum, size);
  const everywhere = b.broadcast(weights, values.shape);
  return b.div(sum, b.sum(everywhere, allAxes(values)));
}
