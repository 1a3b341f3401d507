import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { InitializerDefinition } from '../definition';
import { readParams } from '../read-params';

const params: ParamSpecs = {
  value: {
    kind: 'float',
    default: 0,
    min: -1e6,
    max: 1e6,
    step: 0.1,
    label: { en: 'Value', ko: '값' },
    help: { en: 'The number that everything starts at.', ko: '모두가 시작하는 수입니다.' },
  },
};

export const constant: InitializerDefinition = {
  label: 'Constant',
  summary: {
    en: 'Everything starts at one and the same number. For biases, or to see why kernels must not start alike.',
    ko: '모두 같은 수에서 시작합니다. 편향에 쓰거나, 커널이 똑같이 시작하면 안 되는 까닭을 볼 때 씁니다.',
  },
  formula: 'value',
  params,
  fill: (shape, config) => new Float32Array(sizeOf(shape)).fill(readParams(params, config).number('value')),
};
