import type { InitializerDefinition } from '../definition';
import { computeFans } from './fans';
import { VARIANCE_LAWS } from './fill';

/** LeCun et al. 1998. */
export const lecunUniform: InitializerDefinition = {
  label: 'LeCun uniform',
  summary: {
    en: 'The variance of LeCun normal, with uniform numbers.',
    ko: 'LeCun normal과 같은 분산을 갖되 고르게 뽑습니다.',
  },
  formula: 'U(−a, a), a = √(3 / fan_in)',
  params: {},
  fill(shape, _config, uniform) {
    const { fanIn } = computeFans(shape);
    return VARIANCE_LAWS.uniform(shape, 1 / fanIn, uniform);
  },
};
