import type { RegularizerDefinition } from './definition';
import { l1 } from './regularizers/l1';
import { l1l2 } from './regularizers/l1l2';
import { l2 } from './regularizers/l2';

/** By Keras's class names (https://keras.io/api/layers/regularizers/). */
export const REGULARIZERS: Readonly<Record<string, RegularizerDefinition>> = { L1: l1, L2: l2, L1L2: l1l2 };
