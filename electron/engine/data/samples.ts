import type { DatasetInfo, Samples, SampleValues, StoredValues } from '#shared/data/config';
import { sizeOf } from '#shared/graph/shape';

const isStored = (x: Samples['x']): x is StoredValues => !('buffer' in x);

export const dtypeOf = ({ x }: Samples): DatasetInfo['dtype'] => {
  if (isStored(x)) return x.dtype;
  return x instanceof Uint8Array ? 'uint8' : 'float32';
};

/** The values of all samples where they are in memory, null where they stay in a file. */
export const heldValues = ({ x }: Samples): SampleValues | null => (isStored(x) ? null : x);

/** Those that stay in a file, null where all are in memory. */
export const storedValuesOf = ({ x }: Samples): StoredValues | null => (isStored(x) ? x : null);

/** A part of `samples`, without a copy. */
export function partOf(samples: Samples, start: number, count: number): Samples {
  const { shape, x, labels, weights } = samples;
  const size = sizeOf(shape);
  return {
    count,
    shape,
    x: isStored(x) ? later(x, start) : x.subarray(start * size, (start + count) * size),
    labels: labels.subarray(start, start + count),
    ...(weights && { weights: weights.subarray(start, start + count) }),
  };
}

/** Values of `count` samples from `start` on: without a copy where they are in memory. */
export function valuesOf({ shape, x }: Samples, start: number, count: number): Promise<SampleValues> {
  if (isStored(x)) return x.read(start, count);
  const size = sizeOf(shape);
  return Promise.resolve(x.subarray(start * size, (start + count) * size));
}

/** The same values, counted from `start` on. */
const later = (x: StoredValues, start: number): StoredValues =>
  start === 0
    ? x
    : {
        dtype: x.dtype,
        read: (first, count) => x.read(start + first, count),
        gather: (rows) => x.gather(rows.map((row) => row + start)),
      };
