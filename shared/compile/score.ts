import type { Choice } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { NamedMetric } from '#shared/train/metric-names';
import { METRICS } from '#shared/train/metrics';
import { classNumbers, oneHotLike, shapedLike } from '#shared/train/targets';
import type { HeadTarget } from './target';

/** What metrics look at: probabilities also where the loss makes them itself. */
export function probabilitiesOf(b: IrBuilder, { type, params }: Choice, prediction: IrValue): IrValue {
  if (params['fromLogits'] !== true) return prediction;
  return type === 'binary_crossentropy' ? b.sigmoid(prediction) : b.softmax(prediction, 1);
}

/** Targets as a metric wants them, from those that the loss wants. */
function targetFor(
  b: IrBuilder,
  wanted: 'one-hot' | 'sparse' | 'any' | undefined,
  encoding: HeadTarget['encoding'],
  y: IrValue,
  prediction: IrValue,
): IrValue {
  if (wanted === 'any' || encoding === 'input') return y;
  const isSparse = encoding === 'sparse';
  if (wanted !== 'sparse') return isSparse ? oneHotLike(b, y, prediction) : shapedLike(b, y, prediction);
  if (isSparse) return classNumbers(b, y, prediction);
  return encoding === 'one-hot' ? b.argMax(y, 1) : b.cast(y, 'int32');
}

/** A metric of every sample, [batch]. */
export function scorePerSample(
  b: IrBuilder,
  { type, params }: NamedMetric,
  encoding: HeadTarget['encoding'],
  y: IrValue,
  prediction: IrValue,
): IrValue {
  const metric = METRICS[type]!;
  return metric.perSample(b, targetFor(b, metric.targets, encoding, y, prediction), prediction, params);
}
