import type { OptimizerDefinition } from './definition';
import { adadelta } from './optimizers/adadelta';
import { adagrad } from './optimizers/adagrad';
import { adam } from './optimizers/adam';
import { adamax } from './optimizers/adamax';
import { adamw } from './optimizers/adamw';
import { ftrl } from './optimizers/ftrl';
import { lion } from './optimizers/lion';
import { nadam } from './optimizers/nadam';
import { rmsprop } from './optimizers/rmsprop';
import { sgd } from './optimizers/sgd';

/** By Keras's class names, with Keras's formulas and defaults (https://keras.io/api/optimizers/). */
export const OPTIMIZERS: Readonly<Record<string, OptimizerDefinition>> = {
  SGD: sgd,
  Adam: adam,
  AdamW: adamw,
  RMSprop: rmsprop,
  Nadam: nadam,
  Adamax: adamax,
  Adagrad: adagrad,
  Adadelta: adadelta,
  Ftrl: ftrl,
  Lion: lion,
};
