import type { WeightSpec } from './definition';

/** A weight that is trained, with the initializer that its parameter names. */
export const trained = (
  name: string,
  shape: readonly number[],
  initializer: string,
  layout?: readonly number[],
): WeightSpec => ({ name, shape, ...(layout && { layout }), initializer, trainable: true });
