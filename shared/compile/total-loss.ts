import type { Choice } from '#shared/graph/document';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossCall } from '#shared/train/losses/reduce';
import { lossPerSample, reduceLoss } from '#shared/train/losses/reduce';
import { LOSSES } from '#shared/train/losses';
import { meanPerSample } from '#shared/train/targets';
import type { Lowered } from './lower';

type Heads = Lowered['heads'];
type PerHead = (call: LossCall) => IrValue;

/** The sum over the heads, each times its weight. */
function overHeads(b: IrBuilder, { params }: Choice, y: IrValue, heads: Heads, lossOf: PerHead): IrValue {
  const parts = heads.map(({ value, lossWeight }) => {
    const part = lossOf({ target: y, prediction: value, params });
    return lossWeight === 1 ? part : b.mul(part, b.scalar(lossWeight));
  });
  return parts.reduce((sum, part) => b.add(sum, part));
}

/** One number a sample, [batch], whose mean over the batch is the loss that is trained; `sampleWeight` [batch] is what each sample counts. */
export const batchLoss = (
  b: IrBuilder,
  loss: Choice,
  y: IrValue,
  heads: Heads,
  sampleWeight: IrValue | null,
): IrValue =>
  overHeads(b, loss, y, heads, (call) =>
    lossPerSample(b, LOSSES[loss.type]!, sampleWeight ? { ...call, sampleWeight } : call),
  );

export interface SampleLosses {
  /** [batch]; 0 for samples that do not count. */
  readonly loss: IrValue;
  /** [batch]: what each sample counts in the mean; null when all count. */
  readonly weight: IrValue | null;
}

/** The loss of each sample by itself: the mean over any set is the sum of `loss` over the sum of `weight`. */
export function sampleLosses(b: IrBuilder, loss: Choice, y: IrValue, heads: Heads): SampleLosses {
  const definition = LOSSES[loss.type]!;
  const mask = definition.mask?.(b, y, heads[0]!.value, loss.params) ?? null;
  return {
    loss: overHeads(b, loss, y, heads, (call) => meanPerSample(b, reduceLoss(b, definition, call, 'none'))),
    weight: mask && meanPerSample(b, mask),
  };
}
