import { maxNorm } from './constraints/max-norm';
import { minMaxNorm } from './constraints/min-max-norm';
import { nonNeg } from './constraints/non-neg';
import { unitNorm } from './constraints/unit-norm';
import type { ConstraintDefinition } from './definition';

/** By Keras's class names (https://keras.io/api/layers/constraints/). */
export const CONSTRAINTS: Readonly<Record<string, ConstraintDefinition>> = {
  MaxNorm: maxNorm,
  NonNeg: nonNeg,
  UnitNorm: unitNorm,
  MinMaxNorm: minMaxNorm,
};
