import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { movingMean } from './moving-mean';
import { optimizerOptions } from './options';
import { epsilonParam, rhoParam } from './params';

const params: ParamSpecs = { rho: rhoParam(0.95), epsilon: epsilonParam, ...optimizerOptions() };

/** Zeiler 2012, as Keras has it (https://keras.io/api/optimizers/adadelta/). */
export const adadelta: OptimizerDefinition = {
  label: 'Adadelta',
  summary: {
    en: 'Takes the size of its steps from the size of its own earlier steps. Made to need no learning rate: the paper’s form is learning rate 1.',
    ko: '지난 걸음의 크기에서 다음 걸음의 크기를 정합니다. 학습률이 필요 없도록 만든 방법으로, 학습률 1이 논문의 형태입니다.',
  },
  formula: 's = ρ · s + (1 − ρ) · g²; Δ = −√(d + ε) / √(s + ε) · g; d = ρ · d + (1 − ρ) · Δ²; θ = θ + lr · Δ',
  params,
  learningRate: { usual: 1, highest: 10 },
  slots: () => ({ delta_mean_square: 0, gradient_mean_square: 0 }),
  update(b, { theta, gradient, slots, learningRate, params: given }) {
    const read = readParams(params, given);
    const [rho, epsilon] = [read.number('rho'), b.scalar(read.number('epsilon'))];
    const squares = movingMean(b, slots['gradient_mean_square']!, b.mul(gradient, gradient), rho);
    const reach = b.sqrt(b.add(slots['delta_mean_square']!, epsilon));
    // Against the gradient: the sign comes in at the end.
    const movement = b.mul(gradient, b.div(reach, b.sqrt(b.add(squares, epsilon))));
    return {
      theta: b.sub(theta, b.mul(movement, learningRate)),
      slots: {
        delta_mean_square: movingMean(b, slots['delta_mean_square']!, b.mul(movement, movement), rho),
        gradient_mean_square: squares,
      },
    };
  },
};
