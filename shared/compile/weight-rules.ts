import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { CONSTRAINTS } from '#shared/train/constraints';
import { REGULARIZERS } from '#shared/train/regularizers';
import type { Lowered } from './lower';
import type { StateLayout, WeightSlot } from './program';

/**
 * A loss with what the regularizers of all trained weights add to it; where it is one number a sample, every sample gets the whole of it, times
 * `weight`, what the sample counts in the mean. Frozen weights cost nothing, as in Keras.
 */
export function addPenalty(
  b: IrBuilder,
  loss: IrValue,
  { layout, weights }: Lowered,
  weight: IrValue | null = null,
): IrValue {
  const penalties = trainedSlots(layout).flatMap(({ name, regularizer }) => {
    const row = regularizer && REGULARIZERS[regularizer.type];
    return row ? [row.penalty(b, weights.get(name)!, regularizer.params)] : [];
  });
  if (penalties.length === 0) return loss;
  const penalty = penalties.reduce((sum, one) => b.add(sum, one));
  return b.add(loss, weight ? b.mul(weight, penalty) : penalty);
}

/** The flat vector `theta` of all trained weights, each as its constraint lets it be. */
export function constrain(b: IrBuilder, layout: StateLayout, theta: IrValue): IrValue {
  const runs = runsOf(trainedSlots(layout));
  if (runs.every(({ slot }) => !slot)) return theta;
  const sizes = runs.map(({ size }) => size);
  const pieces = runs.length === 1 ? [theta] : b.split(theta, 0, sizes);
  const obeying = pieces.map((piece, i) => {
    const { slot, size } = runs[i]!;
    return slot ? b.reshape(applyConstraint(b, slot, piece), [size]) : piece;
  });
  return obeying.length === 1 ? obeying[0]! : b.concat(obeying, 0);
}

const trainedSlots = ({ slots }: StateLayout): readonly WeightSlot[] =>
  slots.filter(({ store }) => store === 'theta');

interface Run {
  readonly size: number;
  /** The one weight in it, when that has a constraint. */
  readonly slot?: WeightSlot;
}

/** Neighbouring weights without constraints are not cut apart. */
function runsOf(slots: readonly WeightSlot[]): readonly Run[] {
  const runs: Run[] = [];
  for (const slot of slots) {
    const last = runs.at(-1);
    if (slot.constraint) runs.push({ size: slot.size, slot });
    else if (last && !last.slot) runs[runs.length - 1] = { size: last.size + slot.size };
    else runs.push({ size: slot.size });
  }
  return runs;
}

function applyConstraint(b: IrBuilder, { shape, layout, constraint }: WeightSlot, piece: IrValue): IrValue {
  const { type, params } = constraint!;
  const weight = b.reshape(piece, layout ? layout.map((axis) => shape[axis]!) : shape);
  return CONSTRAINTS[type]!.apply(b, weight, params, layout);
}
