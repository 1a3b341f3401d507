import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { type ActivationDefinition, DEFAULT_OPTIONS } from './definition';
import { lowerHardSigmoid } from './squashing';

/** x · Φ(x); Φ by the error function or by tanh (Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415). */
function lowerGelu(b: IrBuilder, x: IrValue, approximate: boolean): IrValue {
  const half = b.mul(x, b.scalar(0.5));
  if (!approximate) return b.mul(half, b.add(b.erf(b.mul(x, b.scalar(Math.SQRT1_2))), b.scalar(1)));
  const cubic = b.mul(b.mul(b.mul(x, x), x), b.scalar(0.044715));
  const inner = b.mul(b.add(x, cubic), b.scalar(Math.sqrt(2 / Math.PI)));
  return b.mul(half, b.add(b.tanh(inner), b.scalar(1)));
}

/** Functions that multiply a value by how far it is open. */
export const GATED: Readonly<Record<string, ActivationDefinition>> = {
  gelu: {
    label: 'GELU',
    summary: {
      en: 'A smooth ReLU that weighs each value by the share of a bell curve below it; the standard of Transformers.',
      ko: '값마다 종 모양 분포에서 그보다 작은 비율을 곱하는 부드러운 ReLU입니다. Transformer의 표준입니다.',
    },
    formula: 'f(x) = x · Φ(x) = x / 2 · (1 + erf(x / √2))',
    lower: (b, x, { approximate } = DEFAULT_OPTIONS) => lowerGelu(b, x, approximate),
    flopsPerElement: 8,
    pytorch: ({ approximate }) => (approximate ? 'nn.GELU(approximate="tanh")' : 'nn.GELU()'),
    tfjs: 'gelu',
  },
  silu: {
    label: 'SiLU (swish)',
    summary: {
      en: 'The value times its sigmoid: smooth, and slightly negative below 0; used in EfficientNet.',
      ko: '값에 그 sigmoid를 곱합니다. 부드럽고 0 아래에서 조금 음수가 됩니다. EfficientNet에서 씁니다.',
    },
    formula: 'f(x) = x · sigmoid(x)',
    lower: (b, x) => b.mul(x, b.sigmoid(x)),
    flopsPerElement: 5,
    pytorch: () => 'nn.SiLU()',
    tfjs: 'swish',
  },
  mish: {
    label: 'Mish',
    summary: {
      en: 'Close to SiLU, with a gate of tanh and softplus.',
      ko: 'SiLU와 비슷하며, tanh와 softplus로 만든 문을 곱합니다.',
    },
    formula: 'f(x) = x · tanh(ln(1 + e^x))',
    lower: (b, x) => b.mul(x, b.tanh(b.softplus(x))),
    flopsPerElement: 12,
    pytorch: () => 'nn.Mish()',
    tfjs: 'mish',
  },
  hard_silu: {
    label: 'hard SiLU (hard swish)',
    summary: {
      en: 'SiLU with the hard sigmoid: cheaper; used in MobileNet V3.',
      ko: 'hard sigmoid를 쓰는 SiLU입니다. 계산이 가벼워 MobileNet V3에서 씁니다.',
    },
    formula: 'f(x) = x · min(max(0, x + 3), 6) / 6',
    lower: (b, x) => b.mul(x, lowerHardSigmoid(b, x)),
    flopsPerElement: 5,
    pytorch: () => 'nn.Hardswish()',
    tfjs: null,
  },
};
