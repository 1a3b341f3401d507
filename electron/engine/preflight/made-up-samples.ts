import type { DatasetInfo, HeldSamples } from '#shared/data/config';
import { sizeOf } from '#shared/graph/shape';
import { keyOf, uniformAt } from '#shared/random/counter';

/** What made-up samples take at most: more than the caches of a processor hold, as real data is. */
const MOST_BYTES = 32 * 2 ** 20;
/** Random values are made once and repeated: what a step costs does not depend on them. */
const PERIOD = 2 ** 18;

/** Samples of the right shape and kind, as many as a set of `count` has or as fit; at least `least`. Labels go round the classes. */
export function madeUpSamples(
  { shape, dtype, classNames, isWeighted = false }: DatasetInfo,
  wanted: number,
  least: number,
): HeldSamples {
  const size = sizeOf(shape);
  const sampleBytes = size * (dtype === 'uint8' ? 1 : 4);
  const count = Math.max(least, Math.min(wanted, Math.floor(MOST_BYTES / Math.max(1, sampleBytes))));
  const key = keyOf(29);
  const x = dtype === 'uint8' ? new Uint8Array(count * size) : new Float32Array(count * size);
  const period = Math.min(PERIOD, x.length);
  const scale = dtype === 'uint8' ? 256 : 1;
  for (let i = 0; i < period; i++) x[i] = uniformAt(key, i) * scale;
  for (let done = period; done < x.length; done *= 2) x.copyWithin(done, 0, Math.min(done, x.length - done));
  const classes = Math.max(1, classNames.length);
  return {
    count,
    shape,
    x,
    labels: Int32Array.from({ length: count }, (_, i) => i % classes),
    ...(isWeighted && { weights: new Float32Array(count).fill(1) }),
  };
}
