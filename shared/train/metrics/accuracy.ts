import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { MetricDefinition } from '../definition';
import { meanPerSample } from '../targets';
import { binaryHits, classesOfOneHot, classesOfSparse, classHits } from './hits';

function hits(b: IrBuilder, target: IrValue, prediction: IrValue): IrValue {
  const rank = prediction.shape.length;
  const axis = engineChannelAxis(rank);
  if (prediction.shape[axis] === 1) return binaryHits(b, target, prediction, 0.5);
  const isSparse = target.shape.length < rank || target.shape[axis] === 1;
  const truth = isSparse ? classesOfSparse(b, target, prediction) : classesOfOneHot(b, target);
  return classHits(b, truth, prediction);
}

/**
 * As Keras does with 'accuracy': one output per sample is a yes-or-no question, several are classes; targets with fewer axes, or a last axis
 * of 1, are class numbers.
 */
export const accuracy: MetricDefinition = {
  label: 'Accuracy',
  summary: {
    en: 'The share of the samples whose class is predicted right.',
    ko: '클래스를 맞게 예측한 샘플의 비율입니다.',
  },
  formula: 'correct predictions / all predictions',
  params: {},
  targets: 'any',
  unit: 'share',
  better: 'higher',
  perSample: (b, target, prediction) => meanPerSample(b, b.cast(hits(b, target, prediction), 'float32')),
};
