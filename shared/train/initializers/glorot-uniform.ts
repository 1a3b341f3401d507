import type { InitializerDefinition } from '../definition';
import { computeFans } from './fans';
import { VARIANCE_LAWS } from './fill';

/** Glorot and Bengio 2010. */
export const glorotUniform: InitializerDefinition = {
  label: 'Glorot uniform',
  summary: {
    en: "Uniform numbers that keep the signal's size through layers with tanh, sigmoid or softmax; Keras's default.",
    ko: 'tanh, sigmoid, softmax 층을 지날 때 신호의 크기가 유지되도록 고르게 뽑습니다. Keras의 기본값입니다.',
  },
  formula: 'U(−a, a), a = √(6 / (fan_in + fan_out))',
  params: {},
  fill(shape, _config, uniform) {
    const { fanIn, fanOut } = computeFans(shape);
    return VARIANCE_LAWS.uniform(shape, 2 / (fanIn + fanOut), uniform);
  },
};
