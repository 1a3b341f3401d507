import type { InitializerDefinition } from '../definition';
import { computeFans } from './fans';
import { VARIANCE_LAWS } from './fill';

/** He et al. 2015. */
export const heNormal: InitializerDefinition = {
  label: 'He normal',
  summary: {
    en: 'Made for ReLU: twice the variance, because ReLU throws away half of the signal.',
    ko: 'ReLU를 위한 초기화입니다. ReLU가 신호의 절반을 버리므로 분산을 두 배로 잡습니다.',
  },
  formula: 'N(0, σ²) within 2σ, widened; σ = √(2 / fan_in)',
  params: {},
  fill(shape, _config, uniform) {
    const { fanIn } = computeFans(shape);
    return VARIANCE_LAWS.truncated_normal(shape, 2 / fanIn, uniform);
  },
};
