import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { shapedLike } from '../targets';

/** max(1 − target · ŷ, 0); targets that are 0 or 1 throughout the batch become −1 or 1, as in Keras. */
export function hingeMargin(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue {
  const given = shapedLike(b, target, prediction);
  const one = b.scalar(1);
  // x · (x − 1) is 0 for 0 and 1 alone.
  const strangers = b.abs(b.mul(given, b.sub(given, one)));
  const isBinary = b.equal(
    b.sum(
      strangers,
      strangers.shape.map((_, axis) => axis),
    ),
    b.scalar(0),
  );
  const signs = b.where(isBinary, b.sub(b.mul(given, b.scalar(2)), one), given);
  return b.maximum(b.sub(one, b.mul(signs, prediction)), b.scalar(0));
}
