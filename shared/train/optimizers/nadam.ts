import type { ParamSpecs } from '#shared/graph/params';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
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

/** Keras's decay of the momentum schedule, and its share. */
const [DECAY, HALF] = [0.96, 0.5];

/** As many terms of the series below as float64 can tell apart. */
const TERMS = 50;

/** uₜ = β₁ · (1 − 0.5 · 0.96ᵗ): the momentum at update t. */
const momentumAt = (b: IrBuilder, beta1: number, t: IrValue): IrValue =>
  b.mul(b.scalar(beta1), b.sub(b.scalar(1), b.mul(b.scalar(HALF), b.pow(b.scalar(DECAY), t))));

/**
 * u₁ · … · uₜ as a function of t alone, which needs no memory: with ln(1 − x) = −Σ xᵏ / k and x = 0.5 · 0.96ⁱ, the sum over i = 1 … t is
 * geometric for every k: β₁ᵗ · exp(−Σₖ 0.5ᵏ / k · rₖ · (1 − rₖᵗ) / (1 − rₖ)), rₖ = 0.96ᵏ.
 */
function momentumProduct(b: IrBuilder, beta1: number, t: IrValue): IrValue {
  const ratios = Array.from({ length: TERMS }, (_, i) => DECAY ** (i + 1));
  const weights = ratios.map((ratio, i) => ((HALF ** (i + 1) / (i + 1)) * ratio) / (1 - ratio));
  const list = (numbers: readonly number[]) => b.constant(Float32Array.from(numbers), [TERMS], 'float32');
  const powers = b.pow(list(ratios), t);
  const sum = b.sum(b.mul(list(weights), b.sub(b.scalar(1), powers)), [0]);
  return b.mul(b.pow(b.scalar(beta1), t), b.exp(b.neg(sum)));
}

/**
 * Dozat 2016, as Keras has it (https://keras.io/api/optimizers/Nadam/): the momentum grows by a schedule, epsilon stands beside the corrected root. The
 * slots are Adam's: m / (1 − β₁) and v / (1 − β₂).
 */
export const nadam: OptimizerDefinition = {
  label: 'Nadam',
  summary: {
    en: 'Adam with Nesterov momentum: it looks one step ahead along its own movement. Often a little faster than Adam.',
    ko: '네스테로프 모멘텀을 쓰는 Adam입니다. 움직이던 방향으로 한 걸음 앞을 내다봅니다. Adam보다 조금 빠를 때가 많습니다.',
  },
  formula:
    'm, v as Adam; uₜ = β₁ · (1 − 0.5 · 0.96ᵗ); m̂ = uₜ₊₁ · m / (1 − Π uᵢ₊₁) + (1 − uₜ) · g / (1 − Π uᵢ); θ = θ − lr · m̂ / (√(v / (1 − β₂ᵗ)) + ε)',
  params,
  learningRate: { usual: 0.001, highest: 0.05 },
  slots: () => ({ m: 0, v: 0 }),
  update(b, { theta, gradient, slots, learningRate, step, params: given }) {
    const read = readParams(params, given);
    const [beta1, beta2] = [read.number('beta1'), read.number('beta2')];
    const one = b.scalar(1);
    const t = b.add(step, one);
    const [now, next] = [momentumAt(b, beta1, t), momentumAt(b, beta1, b.add(t, one))];
    const product = momentumProduct(b, beta1, t);
    const m = b.add(b.mul(slots['m']!, b.scalar(beta1)), gradient);
    const v = b.add(b.mul(slots['v']!, b.scalar(beta2)), b.mul(gradient, gradient));
    const ahead = b.div(b.mul(next, b.scalar(1 - beta1)), b.sub(one, b.mul(product, next)));
    const here = b.div(b.sub(one, now), b.sub(one, product));
    const direction = b.add(b.mul(m, b.mul(ahead, learningRate)), b.mul(gradient, b.mul(here, learningRate)));
    const scale = b.div(b.scalar(1 - beta2), b.sub(one, b.pow(b.scalar(beta2), t)));
    const root = b.add(b.sqrt(b.mul(v, scale)), b.scalar(read.number('epsilon')));
    return { theta: b.sub(theta, b.div(direction, root)), slots: { m, v } };
  },
};
