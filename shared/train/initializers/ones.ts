import { sizeOf } from '#shared/graph/shape';
import type { InitializerDefinition } from '../definition';

export const ones: InitializerDefinition = {
  label: 'Ones',
  summary: {
    en: 'Everything starts at 1, like the scale of a BatchNormalization.',
    ko: 'BatchNormalization의 배율처럼 모두 1에서 시작합니다.',
  },
  formula: '1',
  params: {},
  fill: (shape) => new Float32Array(sizeOf(shape)).fill(1),
};
