interface Progress {
  readonly weight: number;
  readonly smoothed: number[];
  /** The mean before its correction, and the weight that all values have in it so far. */
  mean: number;
  total: number;
}

const known = new WeakMap<readonly number[], Progress>();

/**
 * The exponential running mean of `values`, each with the weight `weight` for what was before it; corrected for its start at 0, as Adam's
 * moments are (Kingma and Ba 2015, section 3). Values that were appended since the last call are added to the result in place.
 */
export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight <= 0) return values;
  let progress = known.get(values);
  if (progress?.weight !== weight || progress.smoothed.length > values.length) {
    progress = { weight, smoothed: [], mean: 0, total: 0 };
    known.set(values, progress);
  }
  const { smoothed } = progress;
  for (let i = smoothed.length; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) {
      progress.mean = weight * progress.mean + (1 - weight) * value;
      progress.total = weight * progress.total + (1 - weight);
    }
    smoothed.push(progress.total > 0 ? progress.mean / progress.total : value);
  }
  return smoothed;
}
