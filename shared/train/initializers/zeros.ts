import { sizeOf } from '#shared/graph/shape';
import type { InitializerDefinition } from '../definition';

export const zeros: InitializerDefinition = {
  label: 'Zeros',
  summary: {
    en: 'Everything starts at 0. Right for biases; kernels of zeros cannot learn different things.',
    ko: '모두 0에서 시작합니다. 편향에 알맞으며, 커널이 모두 0이면 유닛들이 서로 다른 것을 배울 수 없습니다.',
  },
  formula: '0',
  params: {},
  fill: (shape) => new Float32Array(sizeOf(shape)),
};
