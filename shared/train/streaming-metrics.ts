import type { StreamingMetricDefinition } from './definition';
import { auc } from './streaming/auc';
import { confusionMatrix } from './streaming/confusion-matrix';
import { f1Score } from './streaming/f1-score';
import { meanIou } from './streaming/mean-iou';
import { oneHotMeanIou } from './streaming/one-hot-mean-iou';
import { precision } from './streaming/precision';
import { r2Score } from './streaming/r2-score';
import { recall } from './streaming/recall';

/** Metrics of a whole set that are no means over samples, by Keras's names (https://keras.io/api/metrics/). */
export const STREAMING_METRICS: Readonly<Record<string, StreamingMetricDefinition>> = {
  precision,
  recall,
  f1_score: f1Score,
  auc,
  confusion_matrix: confusionMatrix,
  r2_score: r2Score,
  mean_io_u: meanIou,
  one_hot_mean_io_u: oneHotMeanIou,
};
