import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { InitializerDefinition } from '../definition';
import { normalQuantile } from '../normal';
import { readParams } from '../read-params';
import { fillWith } from './fill';
import { gainParam } from './params';

const params: ParamSpecs = { gain: gainParam };

/** Takes the parts along `axes` (of length 1) out of `vector`, in place. */
function removeAlong(vector: Float64Array, axes: readonly Float64Array[]): void {
  for (const axis of axes) {
    let along = 0;
    for (let i = 0; i < vector.length; i++) along += vector[i]! * axis[i]!;
    for (let i = 0; i < vector.length; i++) vector[i]! -= along * axis[i]!;
  }
}

const lengthOf = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));

/** `vector` made orthogonal to `axes` and of length 1; null when it lies among them. */
function directionBeside(vector: Float64Array, axes: readonly Float64Array[]): Float64Array | null {
  const before = lengthOf(vector);
  // Once is not enough where little is left: rounding errors of the first pass are then large.
  removeAlong(vector, axes);
  removeAlong(vector, axes);
  const length = lengthOf(vector);
  return length > 1e-6 * before ? vector.map((x) => x / length) : null;
}

/**
 * Orthonormal columns from `columns` ≤ `rows` random ones by Gram and Schmidt, which is QR with a positive diagonal: uniform among all
 * such matrices.
 */
function orthonormalColumns(
  rows: number,
  columns: number,
  numberAt: (row: number, column: number) => number,
): readonly Float64Array[] {
  const axes: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const random = Float64Array.from({ length: rows }, (_, row) => numberAt(row, column));
    let direction = directionBeside(random, axes);
    for (let row = 0; !direction; row++) {
      direction = directionBeside(new Float64Array(rows).fill(1, row, row + 1), axes);
    }
    axes.push(direction);
  }
  return axes;
}

/** Saxe, McClelland and Ganguli 2014; Keras's default for recurrent kernels. */
export const orthogonal: InitializerDefinition = {
  label: 'Orthogonal',
  summary: {
    en: 'A random rotation: no direction is stretched or squeezed, however often it is applied. The default of recurrent kernels.',
    ko: '무작위 회전입니다. 몇 번을 적용해도 어느 방향으로도 늘거나 줄지 않습니다. 순환 커널의 기본값입니다.',
  },
  formula: 'gain · Q, QᵀQ = 1 (QQᵀ = 1 when wider than high), Q from the QR decomposition of a normal matrix',
  params,
  fill(shape, config, uniform) {
    const gain = readParams(params, config).number('gain');
    const [height, width] = [sizeOf(shape.slice(0, -1)), shape.at(-1) ?? 1];
    const [rows, columns] = [Math.max(height, width), Math.min(height, width)];
    const axes = orthonormalColumns(rows, columns, (row, column) =>
      normalQuantile(uniform(row * columns + column)),
    );
    return fillWith(shape, (i) => {
      const [row, column] = [Math.floor(i / width), i % width];
      return gain * (height >= width ? axes[column]![row]! : axes[row]![column]!);
    });
  },
};
