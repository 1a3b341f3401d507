/** What several rounds of one measurement say. The minimum is the figure least touched by whatever else the machine does. */
export interface Summary {
  readonly min: number;
  readonly median: number;
}

export function summarize(values: readonly number[]): Summary {
  return { min: Math.min(...values), median: median(values) };
}

/** NaN of no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
