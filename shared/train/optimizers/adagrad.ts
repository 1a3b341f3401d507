import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { optimizerOptions } from './options';
import { epsilonParam, initialAccumulatorParam } from './params';

const params: ParamSpecs = {
  initialAccumulatorValue: initialAccumulatorParam,
  epsilon: epsilonParam,
  ...optimizerOptions(),
};

/** Duchi, Hazan and Singer 2011, as Keras has it (https://keras.io/api/optimizers/adagrad/). */
export const adagrad: OptimizerDefinition = {
  label: 'Adagrad',
  summary: {
    en: 'Adds up all squared gradients of a weight and divides its steps by their root: weights that moved much move less and less. Suits sparse data; in long trainings it comes to a halt.',
    ko: '가중치마다 기울기의 제곱을 계속 더해 그 제곱근으로 걸음을 나눕니다. 많이 움직인 가중치일수록 덜 움직입니다. 희소한 데이터에 알맞지만 오래 학습하면 멈춰 섭니다.',
  },
  formula: 'a = a + g²; θ = θ − lr · g / √(a + ε)',
  params,
  learningRate: { usual: 0.01, highest: 1 },
  slots: (given) => ({ sum_square: readParams(params, given).number('initialAccumulatorValue') }),
  update(b, { theta, gradient, slots, learningRate, params: given }) {
    const sum = b.add(slots['sum_square']!, b.mul(gradient, gradient));
    const root = b.sqrt(b.add(sum, b.scalar(readParams(params, given).number('epsilon'))));
    const movement = b.div(b.mul(gradient, learningRate), root);
    return { theta: b.sub(theta, movement), slots: { sum_square: sum } };
  },
};
