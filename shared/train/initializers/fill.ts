import { type Shape, sizeOf } from '#shared/graph/shape';
import { normalQuantile, truncatedNormalQuantile } from '../normal';

/** Independent uniform [0, 1) numbers by index. */
export type Uniform = (index: number) => number;

/** All numbers of a weight of `shape`, each from its index. */
export function fillWith(shape: Shape, valueAt: (index: number) => number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = valueAt(i);
  return values;
}

/** Stddev of a standard normal cut off at ± 2. */
const TRUNCATED_STDDEV = 0.87962566103423978;

/** Fills a weight with numbers of mean 0 and the given variance, by the name of a law as Keras's VarianceScaling has it. */
export const VARIANCE_LAWS = {
  uniform: (shape: Shape, variance: number, uniform: Uniform) => {
    const limit = Math.sqrt(3 * variance);
    return fillWith(shape, (i) => -limit + 2 * limit * uniform(i));
  },
  /** Cut off at two standard deviations and widened, so that the variance comes out as asked. */
  truncated_normal: (shape: Shape, variance: number, uniform: Uniform) => {
    const stddev = Math.sqrt(variance) / TRUNCATED_STDDEV;
    return fillWith(shape, (i) => stddev * truncatedNormalQuantile(uniform(i)));
  },
  untruncated_normal: (shape: Shape, variance: number, uniform: Uniform) => {
    const stddev = Math.sqrt(variance);
    return fillWith(shape, (i) => stddev * normalQuantile(uniform(i)));
  },
};
