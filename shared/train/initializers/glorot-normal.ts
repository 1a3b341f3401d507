import type { InitializerDefinition } from '../definition';
import { computeFans } from './fans';
import { VARIANCE_LAWS } from './fill';

/** Glorot and Bengio 2010. */
export const glorotNormal: InitializerDefinition = {
  label: 'Glorot normal',
  summary: {
    en: 'Like Glorot uniform, with numbers from a bell curve cut off at two standard deviations.',
    ko: 'Glorot uniform과 같은 분산을 갖되, 표준편차의 두 배에서 자른 종 모양 분포에서 뽑습니다.',
  },
  formula: 'N(0, σ²) within 2σ, widened; σ = √(2 / (fan_in + fan_out))',
  params: {},
  fill(shape, _config, uniform) {
    const { fanIn, fanOut } = computeFans(shape);
    return VARIANCE_LAWS.truncated_normal(shape, 2 / (fanIn + fanOut), uniform);
  },
};
