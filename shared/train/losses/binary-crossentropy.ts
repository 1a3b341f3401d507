import type { ParamSpecs } from '#shared/graph/params';
import type { LossDefinition } from '../definition';
import { readParams } from '../read-params';
import { meanOfLast, shapedLike } from '../targets';
import { fromLogitsParam, labelSmoothingParam } from './params';
import { clipped, logitsBehind, smoothed } from './probabilities';

const params: ParamSpecs = { fromLogits: fromLogitsParam, labelSmoothing: labelSmoothingParam };

export const binaryCrossentropy: LossDefinition = {
  label: 'Binary cross-entropy',
  summary: {
    en: 'For yes-or-no questions: one unit with sigmoid, targets 0 or 1. Several units ask several questions at once.',
    ko: '예/아니요 문제에 씁니다. sigmoid를 쓰는 유닛 하나와 0 또는 1인 정답이 필요합니다. 유닛이 여럿이면 질문 여러 개를 한꺼번에 묻습니다.',
  },
  formula: 'L = −(target · ln(p) + (1 − target) · ln(1 − p))',
  params,
  targets: 'binary',
  prediction: 'probabilities',
  unreduced(b, target, prediction, given) {
    const read = readParams(params, given);
    const truth = smoothed(b, shapedLike(b, target, prediction), read.number('labelSmoothing'), 2);
    const logits = read.flag('fromLogits') ? prediction : logitsBehind(b, prediction, 'sigmoid');
    if (logits) return meanOfLast(b, b.sub(b.softplus(logits), b.mul(truth, logits)));
    const p = clipped(b, prediction);
    const one = b.scalar(1);
    const yes = b.mul(truth, b.log(p));
    const no = b.mul(b.sub(one, truth), b.log(b.sub(one, p)));
    return meanOfLast(b, b.neg(b.add(yes, no)));
  },
};
