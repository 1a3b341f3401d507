import type { MetricArray } from '../definition';

/** How many numbers stand along the last axis: classes, labels or outputs. */
export const lastAxis = ({ shape }: MetricArray): number => shape.at(-1) ?? 1;

/** The weight of row `i` of `rows`, whether weights are given for samples or for positions. */
export const weightOf = (weights: ArrayLike<number> | undefined, rows: number): ((row: number) => number) => {
  if (!weights) return () => 1;
  const rowsOfOne = rows / weights.length;
  if (!Number.isInteger(rowsOfOne)) throw new Error(`${weights.length} weights for ${rows} rows`);
  return (row) => weights[Math.floor(row / rowsOfOne)]!;
};

/** The first of the largest of `count` numbers from `start` on, counted from there. */
export function argMax(data: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (data[start + i]! > data[start + best]!) best = i;
  return best;
}

/** Class numbers as they are, or the largest output of each row; a single output is a yes-or-no answer. */
export function classesOf(array: MetricArray, isSparse: boolean): ArrayLike<number> {
  if (isSparse) return array.data;
  const width = lastAxis(array);
  const rows = array.data.length / width;
  return Int32Array.from({ length: rows }, (_, row) =>
    width === 1 ? Number(array.data[row]! > 0.5) : argMax(array.data, row * width, width),
  );
}

/** Labels in the shape of the predictions: those that already are, or class numbers as one-hot rows. */
export function labelsLike(yTrue: MetricArray, yPred: MetricArray): ArrayLike<number> {
  const [size, width] = [yPred.data.length, lastAxis(yPred)];
  if (yTrue.data.length === size) return yTrue.data;
  if (yTrue.data.length * width !== size) {
    throw new Error(`Targets [${yTrue.shape.join()}] do not fit predictions [${yPred.shape.join()}]`);
  }
  const labels = new Float32Array(size);
  for (let row = 0; row < yTrue.data.length; row++) labels[row * width + yTrue.data[row]!] = 1;
  return labels;
}

/** a / b, and 0 for a division by 0, as Keras's `divide_no_nan`. */
export const safeRatio = (a: number, b: number): number => (b === 0 ? 0 : a / b);
