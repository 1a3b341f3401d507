import type { MetricDefinition } from './definition';
import { accuracy } from './metrics/accuracy';
import { binaryAccuracy } from './metrics/binary-accuracy';
import { categoricalAccuracy } from './metrics/categorical-accuracy';
import { cosineSimilarity } from './metrics/cosine-similarity';
import { meanAbsoluteError } from './metrics/mean-absolute-error';
import { meanSquaredError } from './metrics/mean-squared-error';
import { rootMeanSquaredError } from './metrics/root-mean-squared-error';
import { sparseCategoricalAccuracy } from './metrics/sparse-categorical-accuracy';
import { sparseTopKCategoricalAccuracy } from './metrics/sparse-top-k-categorical-accuracy';
import { topKCategoricalAccuracy } from './metrics/top-k-categorical-accuracy';

/** Metrics that are means over samples, by Keras's names (https://keras.io/api/metrics/). The others are in `STREAMING_METRICS`. */
export const METRICS: Readonly<Record<string, MetricDefinition>> = {
  accuracy,
  binary_accuracy: binaryAccuracy,
  categorical_accuracy: categoricalAccuracy,
  sparse_categorical_accuracy: sparseCategoricalAccuracy,
  top_k_categorical_accuracy: topKCategoricalAccuracy,
  sparse_top_k_categorical_accuracy: sparseTopKCategoricalAccuracy,
  mean_squared_error: meanSquaredError,
  mean_absolute_error: meanAbsoluteError,
  root_mean_squared_error: rootMeanSquaredError,
  cosine_similarity: cosineSimilarity,
};
