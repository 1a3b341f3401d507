import type { InitializerDefinition } from '../definition';
import { computeFans } from './fans';
import { VARIANCE_LAWS } from './fill';

/** He et al. 2015. */
export const heUniform: InitializerDefinition = {
  label: 'He uniform',
  summary: {
    en: 'The variance of He normal, with uniform numbers.',
    ko: 'He normal과 같은 분산을 갖되 고르게 뽑습니다.',
  },
  formula: 'U(−a, a), a = √(6 / fan_in)',
  params: {},
  fill(shape, _config, uniform) {
    const { fanIn } = computeFans(shape);
    return VARIANCE_LAWS.uniform(shape, 2 / fanIn, uniform);
  },
};
