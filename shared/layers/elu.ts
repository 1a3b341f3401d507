import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, tfjsCall, unlessDefault } from './code';
import type { LayerDefinition } from './definition';
import { lowerElu } from './functions/rectifiers';
import { paramReader } from './params';
import { keepsShape } from './same-shape';

const params: ParamSpecs = {
  alpha: {
    kind: 'float',
    default: 1,
    min: 0,
    max: 10,
    step: 0.1,
    label: { en: 'Alpha', ko: '알파' },
    help: {
      en: 'Negative values level off at −alpha. 1 is the usual choice.',
      ko: '음수는 −alpha까지 줄어듭니다. 보통 1을 씁니다.',
    },
  },
};
const read = paramReader(params);

/** Exponential linear unit (Clevert et al. 2015; https://keras.io/api/layers/activation_layers/elu/). */
export const elu: LayerDefinition = {
  ...keepsShape,
  type: 'ELU',
  category: 'activation',
  icon: 'spline',
  params,
  lower: ({ b, params: values, values: [x] }) => lowerElu(b, x!, read.number(values, 'alpha')),
  flops: ({ inputs }) => 4 * sizeOf(inputs[0]!),
  badge: (values) => String(read.number(values, 'alpha')),
  view: 'maps',
  docs: {
    summary: {
      en: 'Like ReLU, but negative values level off smoothly at −alpha.',
      ko: 'ReLU와 같지만 음수는 −alpha까지 부드럽게 줄어듭니다.',
    },
    description: {
      en: 'Positive values pass unchanged, negative ones follow an exponential curve. The mean of the outputs stays near 0, which speeds up learning, and there are no dead units; it costs an exponential per value. There is nothing to learn here.',
      ko: '양수는 그대로 통과시키고 음수는 지수 곡선을 따릅니다. 출력의 평균이 0에 가깝게 유지되어 학습이 빨라지고 죽은 유닛이 없지만, 값마다 지수 함수를 계산해야 합니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = x if x > 0 else alpha · (e^x − 1)',
    formulaTex: [
      { tex: String.raw`y = \begin{cases} x & x > 0 \\ \alpha \cdot (e^x - 1) & \text{else} \end{cases}` },
    ],
    whenToUse: {
      en: 'Instead of ReLU in networks without BatchNormalization.',
      ko: 'BatchNormalization이 없는 신경망에서 ReLU 대신 씁니다.',
    },
    example: {
      en: 'With alpha 1, −2, 0, 3 become −0.86, 0, 3.',
      ko: 'alpha가 1이면 −2, 0, 3은 −0.86, 0, 3이 됩니다.',
    },
    worked: { inputs: [[-1, 0, 2]], output: [-0.6321, 0, 2], steps: [{ at: [0], sum: '1·(exp(−1) − 1)' }] },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('ELU', params, values, name),
    pytorch: ({ params: values }) => `nn.ELU(${read.number(values, 'alpha')})`,
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.elu', { alpha: unlessDefault(params, values, 'alpha'), name }),
  },
};
