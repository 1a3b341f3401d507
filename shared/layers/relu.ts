import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { lowerLeakyRelu, lowerRelu6 } from './functions/rectifiers';
import { paramReader } from './params';
import { keepsShape } from './same-shape';

const params: ParamSpecs = {
  maxValue: {
    kind: 'float',
    default: null,
    min: 0,
    max: 1e6,
    exclusiveMin: true,
    nullable: true,
    nullLabel: { en: 'no limit', ko: '제한 없음' },
    label: { en: 'Largest value', ko: '최댓값' },
    help: {
      en: 'Larger values become this one. 6 makes it ReLU6; leave it empty for the usual ReLU.',
      ko: '이보다 큰 값은 이 값이 됩니다. 6이면 ReLU6이고, 비워 두면 보통의 ReLU입니다.',
    },
  },
  negativeSlope: {
    kind: 'float',
    default: 0,
    min: 0,
    max: 1,
    step: 0.05,
    label: { en: 'Negative slope', ko: '음수 쪽 기울기' },
    help: {
      en: 'Slope below the threshold. 0 cuts off everything there; 0.01 to 0.3 keeps units alive.',
      ko: '문턱값 아래의 기울기입니다. 0이면 모두 잘라 내고, 0.01~0.3이면 유닛이 죽지 않습니다.',
    },
  },
  threshold: {
    kind: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    advanced: true,
    label: { en: 'Threshold', ko: '문턱값' },
    help: {
      en: 'Only values above it pass. 0 for the usual ReLU.',
      ko: '이보다 큰 값만 통과합니다. 보통의 ReLU는 0입니다.',
    },
  },
};
const read = paramReader(params);

interface Options {
  readonly max: number | null;
  readonly slope: number;
  readonly threshold: number;
}

/** Values above the threshold up to `max`, 0 elsewhere; gradients at the kinks as in Keras. */
function lowerPositive(b: IrBuilder, x: IrValue, { max, threshold }: Options): IrValue {
  if (threshold === 0 && max === 6) return lowerRelu6(b, x);
  const passed = threshold === 0 ? b.relu(x) : b.mul(x, b.step(b.sub(x, b.scalar(threshold))));
  return max === null ? passed : b.clip(passed, 0, max);
}

function lowerOptions(b: IrBuilder, x: IrValue, options: Options): IrValue {
  const { max, slope, threshold } = options;
  if (slope > 0 && max === null && threshold === 0) return lowerLeakyRelu(b, x, slope);
  const positive = lowerPositive(b, x, options);
  if (slope === 0) return positive;
  const missing = b.relu(b.sub(b.scalar(threshold), x));
  return b.sub(positive, b.mul(missing, b.scalar(slope)));
}

const optionsOf = (values: Parameters<typeof read.number>[0]): Options => ({
  max: read.optionalNumber(values, 'maxValue'),
  slope: read.number(values, 'negativeSlope'),
  threshold: read.number(values, 'threshold'),
});

/** Rectified linear unit as a block of its own (https://keras.io/api/layers/activation_layers/relu/). */
export const relu: LayerDefinition = {
  ...keepsShape,
  type: 'ReLU',
  category: 'activation',
  icon: 'trending-up',
  params,
  lower: ({ b, params: values, values: [x] }) => lowerOptions(b, x!, optionsOf(values)),
  flops: ({ inputs }) => sizeOf(inputs[0]!),
  view: 'maps',
  docs: {
    summary: {
      en: 'Keeps positive values and turns negative ones into 0.',
      ko: '양수는 그대로 두고 음수는 0으로 만듭니다.',
    },
    description: {
      en: 'The usual activation function of deep networks: cheap, and its gradient does not shrink for positive values. A unit that is always negative learns nothing any more (a dead unit); a small negative slope prevents that. There is nothing to learn here.',
      ko: '깊은 신경망에서 가장 많이 쓰는 활성화 함수입니다. 계산이 가볍고, 양수에서는 기울기가 줄지 않습니다. 늘 음수만 받는 유닛은 더 배우지 못하는데(죽은 유닛), 음수 쪽에 작은 기울기를 두면 막을 수 있습니다. 학습되는 값은 없습니다.',
    },
    formula: 'y = min(x, max_value) where x > threshold, else negative_slope · (x − threshold)',
    formulaTex: [
      {
        tex: String.raw`y = \begin{cases} \min(x, \text{max}) & x > \text{threshold} \\ \text{slope} \cdot (x - \text{threshold}) & \text{else} \end{cases}`,
      },
    ],
    whenToUse: {
      en: 'Behind a BatchNormalization or Add; otherwise the activation of the Dense or Conv2D block itself is shorter.',
      ko: 'BatchNormalization이나 Add 뒤에 둡니다. 그 밖에는 Dense나 Conv2D의 활성화 함수로 고르는 편이 간단합니다.',
    },
    example: {
      en: '−2, 0, 3, 9 with a largest value of 6 become 0, 0, 3, 6.',
      ko: '최댓값이 6이면 −2, 0, 3, 9는 0, 0, 3, 6이 됩니다.',
    },
    worked: {
      inputs: [[-2, 0, 3]],
      output: [0, 0, 3],
      steps: [
        { at: [0], sum: 'max(0, −2)' },
        { at: [2], sum: 'max(0, 3)' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('ReLU', params, values, name),
    pytorch: ({ params: values }) => {
      const { max, slope, threshold } = optionsOf(values);
      if (threshold > 0 || (slope > 0 && max !== null)) {
        const limited = max === null ? 'x' : `x.clamp(max=${max})`;
        const below = slope > 0 ? `${slope} * (x - ${threshold})` : 'torch.zeros_like(x)';
        return torchModule('ReLU', `torch.where(x > ${threshold}, ${limited}, ${below})`);
      }
      if (slope > 0) return `nn.LeakyReLU(${slope})`;
      return max === null ? 'nn.ReLU()' : `nn.Hardtanh(0, ${max})`;
    },
    tfjs: ({ params: values, name }) => {
      const { max, slope, threshold } = optionsOf(values);
      if (threshold > 0 || (slope > 0 && max !== null)) return null;
      if (slope > 0) return tfjsCall('layers.leakyReLU', { alpha: slope, name });
      return tfjsCall('layers.reLU', { maxValue: max ?? undefined, name });
    },
  },
};
