/** A list as a function of the index, so that a column of records needs no copy. */
export type Read = (index: number) => number;

/**
 * Indices in [from, to) whose values draw the same picture as all of them: of every bucket its first, least and greatest value. At most
 * three times `buckets`. Buckets start at fixed places and are 2ᵏ long, so what is drawn stays while values are added behind it.
 */
export function pickExtremes(valueAt: Read, from: number, to: number, buckets: number): readonly number[] {
  const count = to - from;
  const size = 2 ** Math.max(0, Math.ceil(Math.log2(count / buckets)));
  const picked: number[] = [];
  if (size < 4) {
    for (let i = from; i < to; i++) picked.push(i);
    return picked;
  }
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / size) + 1) * size);
    let [least, greatest] = [start, start];
    let [low, high] = [valueAt(start), valueAt(start)];
    for (let i = start + 1; i < end; i++) {
      const value = valueAt(i);
      if (value < low) [least, low] = [i, value];
      if (value > high) [greatest, high] = [i, value];
    }
    const [first, second] = least < greatest ? [least, greatest] : [greatest, least];
    picked.push(start);
    if (first !== start) picked.push(first);
    if (second !== start && second !== first) picked.push(second);
    start = end;
  }
  // The newest value is where the line ends.
  if (picked.at(-1) !== to - 1) picked.push(to - 1);
  return picked;
}

/** The first index below `count` whose value is at least `bound`, in ascending values; `count` when there is none. */
export function lowerBound(count: number, valueAt: Read, bound: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
