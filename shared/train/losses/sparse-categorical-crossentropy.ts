import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossDefinition } from '../definition';
import { readParams } from '../read-params';
import { classNumbers, oneHotLike } from '../targets';
import { fromLogitsParam } from './params';
import { clipped, crossEntropy, logitsBehind } from './probabilities';

const params: ParamSpecs = {
  fromLogits: fromLogitsParam,
  ignoreClass: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: { en: 'none', ko: '없음' },
    min: -1,
    max: 1_000_000,
    advanced: true,
    label: { en: 'Ignore class', ko: '무시할 클래스' },
    help: {
      en: 'Samples or pixels of this class number count neither in the loss nor in its mean. Often 255 or −1 for “not labelled”.',
      ko: '이 클래스 번호의 샘플이나 픽셀은 손실에도 평균에도 넣지 않습니다. “레이블 없음”을 뜻하는 255나 −1이 흔합니다.',
    },
  },
};

/** bool: whether the class is `ignoreClass`; null when none is ignored. */
function isIgnored(b: IrBuilder, target: IrValue, prediction: IrValue, given: Params): IrValue | null {
  const ignored = readParams(params, given).optional('ignoreClass');
  if (ignored === null) return null;
  const classes = b.cast(classNumbers(b, target, prediction), 'int32');
  return b.equal(classes, b.constant(Int32Array.of(ignored), [], 'int32'));
}

export const sparseCategoricalCrossentropy: LossDefinition = {
  label: 'Sparse categorical cross-entropy',
  summary: {
    en: 'The same loss for targets that are class numbers (0, 1, 2, …) instead of one-hot rows.',
    ko: '같은 손실이지만 정답이 원-핫이 아니라 클래스 번호(0, 1, 2, …)일 때 씁니다.',
  },
  formula: 'L = −ln(p_target)',
  params,
  targets: 'sparse',
  prediction: 'probabilities',
  unreduced(b, target, prediction, given) {
    const axis = engineChannelAxis(prediction.shape.length);
    const isFromLogits = readParams(params, given).flag('fromLogits');
    const logits = isFromLogits ? prediction : logitsBehind(b, prediction, 'softmax');
    // Without logits Keras takes the clipped log-probabilities for logits, which normalizes them.
    const log = b.logSoftmax(logits ?? b.log(clipped(b, prediction)), axis);
    const ignored = isIgnored(b, target, prediction, given);
    if (!ignored) return crossEntropy(b, oneHotLike(b, target, prediction), log);
    // An ignored number may lie outside of the classes.
    const classes = b.cast(classNumbers(b, target, prediction), 'int32');
    const known = b.where(ignored, b.constant(Int32Array.of(0), [], 'int32'), classes);
    return b.where(ignored, b.scalar(0), crossEntropy(b, oneHotLike(b, known, prediction), log));
  },
  mask(b, target, prediction, given) {
    const ignored = isIgnored(b, target, prediction, given);
    return ignored && b.sub(b.scalar(1), b.cast(ignored, 'float32'));
  },
};
