import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

export type Interpolation = 'nearest' | 'bilinear';

/**
 * Row i holds the shares with which `from` cells make cell i of `to`: half-pixel centres, edges clamped, as `tf.image.resize` does
 * without antialiasing.
 */
function shares(from: number, to: number, interpolation: Interpolation): Float32Array {
  const matrix = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to;
    if (interpolation === 'nearest') {
      matrix[i * from + Math.min(Math.floor(centre), from - 1)] = 1;
      continue;
    }
    const position = Math.min(Math.max(centre - 0.5, 0), from - 1);
    const first = Math.floor(position);
    const rest = position - first;
    matrix[i * from + first]! += 1 - rest;
    if (rest > 0) matrix[i * from + first + 1]! += rest;
  }
  return matrix;
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(matrix.length);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < columns; k++) result[k * rows + i] = matrix[i * columns + k]!;
  return result;
}

/**
 * An image [batch, channels, height, width] at another size: a product with one constant matrix for each direction, which ONNX Runtime
 * computes on all cores, unlike Resize.
 */
export function resizeImage(
  b: IrBuilder,
  x: IrValue,
  [height, width]: readonly [number, number],
  interpolation: Interpolation,
): IrValue {
  const [, , fromHeight, fromWidth] = x.shape as [number, number, number, number];
  const across = b.constant(
    transposed(shares(fromWidth, width, interpolation), width, fromWidth),
    [fromWidth, width],
    'float32',
  );
  const down = b.constant(shares(fromHeight, height, interpolation), [height, fromHeight], 'float32');
  const wide = fromWidth === width ? x : b.matmul(x, across);
  return fromHeight === height ? wide : b.matmul(down, wide);
}
