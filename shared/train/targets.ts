import { engineChannelAxis, sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

const sameAxes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** Targets as float32 in the prediction's shape; [batch] and [batch, 1] count as the same. */
export function shapedLike(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue {
  const numbers = b.cast(target, 'float32');
  if (sameAxes(numbers.shape, prediction.shape)) return numbers;
  if (sizeOf(numbers.shape) !== sizeOf(prediction.shape)) {
    throw new Error(
      `Targets of shape [${target.shape.join()}] do not fit predictions of [${prediction.shape.join()}]`,
    );
  }
  return b.reshape(numbers, prediction.shape);
}

/** The prediction's axes without its classes: the shape of sparse targets. */
const withoutClasses = (prediction: IrValue): number[] =>
  prediction.shape.filter((_, i) => i !== engineChannelAxis(prediction.shape.length));

/** Class numbers without a last axis of 1. */
export const classNumbers = (b: IrBuilder, target: IrValue, prediction: IrValue): IrValue =>
  sameAxes(target.shape, withoutClasses(prediction)) ? target : b.reshape(target, withoutClasses(prediction));

/** Class numbers as one-hot float32 in the prediction's shape. */
export function oneHotLike(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue {
  const axis = engineChannelAxis(prediction.shape.length);
  const rows = b.oneHot(classNumbers(b, target, prediction), prediction.shape[axis]!);
  return prediction.shape.length === 4 ? b.transpose(rows, [0, 3, 1, 2]) : rows;
}

/** The mean over the last axis of Keras: classes, channels or features. */
export const meanOfLast = (b: IrBuilder, x: IrValue): IrValue =>
  b.mean(x, [engineChannelAxis(x.shape.length)]);

/** An axis of Keras's order, batch at 0 and channels last, in the engine. */
export function toEngineAxis(axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (normal < 1 || normal >= rank) throw new Error(`No axis ${axis} of ${rank} axes beside the batch`);
  return rank === 4 ? [0, 2, 3, 1][normal]! : normal;
}

/** The cosine of the angle between two vectors along `axis`; 0 where one is 0, with Keras's gradient there. */
export function cosine(b: IrBuilder, x: IrValue, y: IrValue, axis: number): IrValue {
  const direction = (vector: IrValue) => {
    const square = b.sum(b.mul(vector, vector), [axis], true);
    return b.div(vector, b.sqrt(b.maximum(square, b.scalar(1e-14))));
  };
  return b.sum(b.mul(direction(x), direction(y)), [axis]);
}

/** [batch] from [batch, ...]: the mean over everything else. */
export const meanPerSample = (b: IrBuilder, x: IrValue): IrValue =>
  x.shape.length === 1
    ? x
    : b.mean(
        x,
        x.shape.slice(1).map((_, i) => i + 1),
      );
