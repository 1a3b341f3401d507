import type { IrBuilder } from './builder';
import type { IrValue, ValueType } from './ir';

export const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

export const equalShapes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** NumPy's broadcasting of two shapes; throws when they do not fit. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1)
      throw new Error(`Shapes [${a.join()}] and [${b.join()}] do not broadcast`);
    return m === 1 ? n : m;
  });
}

/** `axis` counted from the front. */
export function normalAxis(axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (normal < 0 || normal >= rank) throw new Error(`Axis ${axis} of ${rank} axes`);
  return normal;
}

/** Sums `x` over the axes along which `shape` was broadcast to it. */
export function unbroadcast(b: IrBuilder, x: IrValue, shape: readonly number[]): IrValue {
  if (equalShapes(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const axes = x.shape
    .map((_, i) => i)
    .filter((i) => i < lead || (shape[i - lead] === 1 && x.shape[i] !== 1));
  const summed = axes.length > 0 ? b.sum(x, axes) : x;
  return equalShapes(summed.shape, shape) ? summed : b.reshape(summed, shape);
}

/** The only input's type; throws on any other number of inputs. */
export function only(inputs: readonly ValueType[]): ValueType {
  if (inputs.length !== 1) throw new Error(`One input expected, ${inputs.length} given`);
  return inputs[0]!;
}
