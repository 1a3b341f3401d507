import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossDefinition } from '#shared/train/definition';
import { lossPerSample } from '#shared/train/losses/reduce';
import type { Lowered } from './lower';

/** The loss of each sample: the sum over the heads, each times its weight. */
export function totalLoss(b: IrBuilder, loss: LossDefinition, y: IrValue, heads: Lowered['heads']): IrValue {
  const parts = heads.map(({ value, lossWeight }) => {
    const part = lossPerSample(b, loss, { target: y, prediction: value, params: {} });
    return lossWeight === 1 ? part : b.mul(part, b.scalar(lossWeight));
  });
  return parts.reduce((sum, part) => b.add(sum, part));
}
