import type { ParamSpecs } from '#shared/graph/params';
import type { IrBuilder } from '#shared/ops/builder';
import type { OptimizerDefinition, OptimizerState, OptimizerUpdate } from '../definition';
import { readParams } from '../read-params';
import { optimizerOptions } from './options';
import { beta1Param, beta2Param, epsilonParam } from './params';

/** Parameters of Adam and AdamW beside the common ones. */
export const adamParams: ParamSpecs = {
  beta1: beta1Param,
  beta2: beta2Param,
  epsilon: epsilonParam,
  amsgrad: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'AMSGrad', ko: 'AMSGrad 방식' },
    help: {
      en: 'Divides by the largest mean square so far, so that step sizes never grow again. Rarely needed.',
      ko: '지금까지 가장 컸던 제곱 평균으로 나누어 걸음이 다시 커지지 않게 합니다. 필요한 경우는 드뭅니다.',
    },
  },
};

export const adamSlots: OptimizerDefinition['slots'] = (given) => ({
  m: 0,
  v: 0,
  ...(readParams(adamParams, given).flag('amsgrad') && { v_max: 0 }),
});

/**
 * Kingma and Ba 2015, the form before section 2.1 (epsilon beside the uncorrected root), as Keras has it; AMSGrad by Reddi, Kale and
 * Kumar 2018. The slots hold m / (1 − β₁) and v / (1 − β₂): that saves two passes over the weights.
 */
export function adamUpdate(
  b: IrBuilder,
  { theta, gradient, slots, learningRate, step, params: given }: OptimizerState,
): OptimizerUpdate {
  const read = readParams(adamParams, given);
  const [beta1, beta2] = [read.number('beta1'), read.number('beta2')];
  const m = b.add(b.mul(slots['m']!, b.scalar(beta1)), gradient);
  const v = b.add(b.mul(slots['v']!, b.scalar(beta2)), b.mul(gradient, gradient));
  const largest = read.flag('amsgrad') ? b.maximum(slots['v_max']!, v) : null;
  const one = b.scalar(1);
  const updates = b.add(step, one);
  const correction1 = b.sub(one, b.pow(b.scalar(beta1), updates));
  const correction2 = b.sub(one, b.pow(b.scalar(beta2), updates));
  const rate = b.div(b.mul(learningRate, b.sqrt(correction2)), correction1);
  const spread = Math.sqrt(1 - beta2);
  const factor = b.mul(rate, b.scalar((1 - beta1) / spread));
  const root = b.add(b.sqrt(largest ?? v), b.scalar(read.number('epsilon') / spread));
  return {
    theta: b.sub(theta, b.div(b.mul(m, factor), root)),
    slots: { m, v, ...(largest && { v_max: largest }) },
  };
}

/** https://keras.io/api/optimizers/adam/ */
export const adam: OptimizerDefinition = {
  label: 'Adam',
  summary: {
    en: 'Gives every weight its own step size from the history of its gradients. Works well without tuning (learning rate 0.001).',
    ko: '가중치마다 지난 기울기를 바탕으로 걸음의 크기를 따로 정합니다. 조정하지 않아도 잘 작동합니다(학습률 0.001).',
  },
  formula:
    'm = β₁ · m + (1 − β₁) · g; v = β₂ · v + (1 − β₂) · g²; θ = θ − lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)',
  params: { ...adamParams, ...optimizerOptions() },
  learningRate: { usual: 0.001, highest: 0.05 },
  slots: adamSlots,
  update: adamUpdate,
};
