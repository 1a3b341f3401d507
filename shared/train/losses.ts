import type { LossDefinition } from './definition';
import { binaryCrossentropy } from './losses/binary-crossentropy';
import { categoricalCrossentropy } from './losses/categorical-crossentropy';
import { categoricalHinge } from './losses/categorical-hinge';
import { cosineSimilarity } from './losses/cosine-similarity';
import { hinge } from './losses/hinge';
import { huber } from './losses/huber';
import { klDivergence } from './losses/kl-divergence';
import { logCosh } from './losses/log-cosh';
import { meanAbsoluteError } from './losses/mean-absolute-error';
import { meanSquaredError } from './losses/mean-squared-error';
import { poisson } from './losses/poisson';
import { sparseCategoricalCrossentropy } from './losses/sparse-categorical-crossentropy';
import { squaredHinge } from './losses/squared-hinge';

/**
 * By Keras's names, with the numerics of Keras 3 on TensorFlow (https://keras.io/api/losses/): a cross-entropy right after a softmax or sigmoid
 * uses the logits behind it; otherwise probabilities are clipped to [1e-7, 1 − 1e-7].
 */
export const LOSSES: Readonly<Record<string, LossDefinition>> = {
  categorical_crossentropy: categoricalCrossentropy,
  sparse_categorical_crossentropy: sparseCategoricalCrossentropy,
  binary_crossentropy: binaryCrossentropy,
  mean_squared_error: meanSquaredError,
  mean_absolute_error: meanAbsoluteError,
  huber,
  log_cosh: logCosh,
  hinge,
  squared_hinge: squaredHinge,
  categorical_hinge: categoricalHinge,
  kl_divergence: klDivergence,
  poisson,
  cosine_similarity: cosineSimilarity,
};
