import type { ParamSpec } from '#shared/graph/params';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

/** Keras's `backend.epsilon()`, beside the norms that are divided by. */
const EPSILON = 1e-7;

export const axisParam: Extract<ParamSpec, { kind: 'list' }> = {
  kind: 'list',
  item: 'int',
  default: [0],
  min: -5,
  max: 4,
  advanced: true,
  label: { en: 'Axes', ko: '축' },
  help: {
    en: 'Over which axes the norm is taken. 0 for the kernel of a Dense layer; 0, 1, 2 for each filter of a Conv2D.',
    ko: '노름을 계산하는 축입니다. Dense의 커널이면 0, Conv2D의 필터마다라면 0, 1, 2입니다.',
  },
};

/**
 * The norms along `axes` of Keras's shape, with these axes kept as 1. `layout` tells which of Keras's axes each axis of the engine's weight
 * is; without it they are the same.
 */
export function normsAlong(
  b: IrBuilder,
  weight: IrValue,
  axes: readonly number[],
  layout?: readonly number[],
): IrValue {
  const rank = weight.shape.length;
  const wanted = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const engineAxes = weight.shape.map((_, axis) => axis).filter((axis) => wanted.has(layout?.[axis] ?? axis));
  return b.sqrt(b.sum(b.mul(weight, weight), engineAxes, true));
}

/** `weight` with its `norms` changed to `desired`. */
export const withNorms = (b: IrBuilder, weight: IrValue, norms: IrValue, desired: IrValue): IrValue =>
  b.mul(weight, b.div(desired, b.add(norms, b.scalar(EPSILON))));
