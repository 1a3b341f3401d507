import type { ActivationDefinition } from './functions/definition';
import { GATED } from './functions/gated';
import { RECTIFIERS } from './functions/rectifiers';
import { SQUASHING } from './functions/squashing';

const linear: ActivationDefinition = {
  label: 'linear',
  summary: { en: 'Passes every value on unchanged.', ko: '값을 그대로 내보냅니다.' },
  formula: 'f(x) = x',
  lower: (_b, x) => x,
  flopsPerElement: 0,
  pytorch: () => 'nn.Identity()',
  tfjs: 'linear',
};

/** Every activation function, by Keras's names. */
export const ACTIVATIONS: Readonly<Record<string, ActivationDefinition>> = {
  linear,
  ...RECTIFIERS,
  ...SQUASHING,
  ...GATED,
};
