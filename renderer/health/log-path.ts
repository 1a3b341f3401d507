/** A range of numbers above 0, on a logarithmic scale. */
export type Range = readonly [low: number, high: number];

export interface Point {
  readonly step: number;
  readonly value: number | null;
}

/** Whole powers of ten around all values above 0; null when there are none. */
export function rangeOf(values: Iterable<number | null>): Range | null {
  let [low, high] = [Infinity, 0];
  for (const value of values) {
    if (value === null || !(value > 0)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) return null;
  const bottom = Math.floor(Math.log10(low));
  const top = Math.max(bottom + 1, Math.ceil(Math.log10(high)));
  return [powerOfTen(bottom), powerOfTen(top)];
}

/** Exact, as `10 ** exponent` is not for -4. */
const powerOfTen = (exponent: number): number => Number(`1e${exponent}`);

/** Height of a value, 0 at the lower end of the range and 1 at the upper one. */
export const heightOf = (value: number, [low, high]: Range): number =>
  Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)));

/** An SVG path through the points, steps from left to right; it breaks where there is no value, and a 0 lies on the ground. */
export function pathOf(points: readonly Point[], range: Range, width: number, height: number): string {
  const first = points[0]?.step ?? 0;
  const span = Math.max(1, (points.at(-1)?.step ?? 0) - first);
  let pen = 'M';
  let path = '';
  for (const { step, value } of points) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    const x = ((step - first) / span) * width;
    const y = (1 - (value > 0 ? heightOf(value, range) : 0)) * height;
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  }
  return path;
}
