import { type Shape, sizeOf } from '#shared/graph/shape';
import type { Adaptation } from './definition';

/**
 * Mean and biased variance of samples of `shape` for each index along `kept` (Keras axes, ascending), in a stream: sums of squares are taken
 * around the running mean (Welford 1962), in float64.
 */
export function meanAndVariance(shape: Shape, kept: readonly number[]): Adaptation {
  const cells = sizeOf(kept.map((axis) => shape[axis - 1]!));
  const cellOf = cellIndices(shape, kept);
  const counts = new Float64Array(cells);
  const means = new Float64Array(cells);
  const squares = new Float64Array(cells);
  let samples = 0;
  return {
    add(values) {
      const size = cellOf.length;
      samples += values.length / size;
      for (let i = 0; i < values.length; i++) {
        const cell = cellOf[i % size]!;
        const distance = values[i]! - means[cell]!;
        means[cell]! += distance / ++counts[cell]!;
        squares[cell]! += distance * (values[i]! - means[cell]!);
      }
    },
    weights: () => ({
      mean: Float32Array.from(means),
      variance: Float32Array.from(squares, (sum, cell) => (counts[cell] === 0 ? 1 : sum / counts[cell]!)),
      count: Float32Array.of(samples),
    }),
  };
}

/** For each element of a sample, the index along the kept axes. */
function cellIndices(shape: Shape, kept: readonly number[]): Int32Array {
  return Int32Array.from({ length: sizeOf(shape) }, (_, element) => {
    let rest = element;
    const index = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return kept.reduce((cell, axis) => cell * shape[axis - 1]! + index[axis - 1]!, 0);
  });
}
