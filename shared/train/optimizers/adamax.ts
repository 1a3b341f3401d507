import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { optimizerOptions } from './options';
import { beta1Param, beta2Param, epsilonParam } from './params';

const params: ParamSpecs = {
  beta1: beta1Param,
  beta2: beta2Param,
  epsilon: epsilonParam,
  ...optimizerOptions(),
};

/**
 * Kingma and Ba 2015, section 7.1 (https://keras.io/api/optimizers/adamax/). The slot `m` holds m / (1 − β₁), as in Adam.
 */
export const adamax: OptimizerDefinition = {
  label: 'Adamax',
  summary: {
    en: 'Adam that divides by the largest recent gradient instead of the mean square. Calmer when single gradients stand out, as with embeddings.',
    ko: '제곱 평균 대신 최근 가장 컸던 기울기로 나누는 Adam입니다. 임베딩처럼 몇몇 기울기만 유난히 클 때 더 안정적입니다.',
  },
  formula: 'm = β₁ · m + (1 − β₁) · g; u = max(β₂ · u, |g|); θ = θ − lr / (1 − β₁ᵗ) · m / (u + ε)',
  params,
  learningRate: { usual: 0.002, highest: 0.1 },
  slots: () => ({ m: 0, gradient_norm: 0 }),
  update(b, { theta, gradient, slots, learningRate, step, params: given }) {
    const read = readParams(params, given);
    const beta1 = read.number('beta1');
    const m = b.add(b.mul(slots['m']!, b.scalar(beta1)), gradient);
    const norm = b.maximum(b.mul(slots['gradient_norm']!, b.scalar(read.number('beta2'))), b.abs(gradient));
    const one = b.scalar(1);
    const correction = b.sub(one, b.pow(b.scalar(beta1), b.add(step, one)));
    const rate = b.div(b.mul(learningRate, b.scalar(1 - beta1)), correction);
    const movement = b.div(b.mul(m, rate), b.add(norm, b.scalar(read.number('epsilon'))));
    return { theta: b.sub(theta, movement), slots: { m, gradient_norm: norm } };
  },
};
