import type { InitializerDefinition } from '../definition';
import { computeFans } from './fans';
import { VARIANCE_LAWS } from './fill';

/** LeCun et al. 1998; Klambauer et al. 2017. */
export const lecunNormal: InitializerDefinition = {
  label: 'LeCun normal',
  summary: {
    en: 'Variance 1 / fan_in, from a bell curve cut off at two standard deviations; made for SELU.',
    ko: '분산이 1 / fan_in이고, 표준편차의 두 배에서 자른 종 모양 분포에서 뽑습니다. SELU에 알맞습니다.',
  },
  formula: 'N(0, σ²) within 2σ, widened; σ = √(1 / fan_in)',
  params: {},
  fill(shape, _config, uniform) {
    const { fanIn } = computeFans(shape);
    return VARIANCE_LAWS.truncated_normal(shape, 1 / fanIn, uniform);
  },
};
