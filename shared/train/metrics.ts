import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { MetricDefinition } from './definition';
import { classNumbers, meanPerSample, shapedLike } from './targets';

/** Share of the outputs on the right side of 0.5; exactly 0.5 counts as 0. */
const binaryAccuracy = (b: IrBuilder, target: IrValue, prediction: IrValue): IrValue =>
  b.equal(shapedLike(b, target, prediction), b.cast(b.greater(prediction, b.scalar(0.5)), 'float32'));

/** Whether the largest output (the first of equal ones) is the true class. */
function classAccuracy(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue {
  const rank = prediction.shape.length;
  const axis = engineChannelAxis(rank);
  // Keras: fewer axes than the prediction, or a last axis of 1, makes targets class numbers.
  const sparse = target.shape.length < rank || target.shape[axis] === 1;
  const truth = sparse ? b.cast(classNumbers(b, target, prediction), 'int64') : b.argMax(target, axis);
  return b.equal(truth, b.argMax(prediction, axis));
}

/** By Keras's names (https://keras.io/api/metrics/). */
export const METRICS: Readonly<Record<string, MetricDefinition>> = {
  accuracy: {
    label: 'Accuracy',
    summary: {
      en: 'The share of the samples whose class is predicted right.',
      ko: '클래스를 맞게 예측한 샘플의 비율입니다.',
    },
    formula: 'correct predictions / all predictions',
    unit: 'share',
    // As Keras does with 'accuracy': one output per sample is a yes-or-no question, several are classes.
    perSample: (b, target, prediction) => {
      const binary = prediction.shape[engineChannelAxis(prediction.shape.length)] === 1;
      const hits = (binary ? binaryAccuracy : classAccuracy)(b, target, prediction);
      return meanPerSample(b, b.cast(hits, 'float32'));
    },
  },
};
