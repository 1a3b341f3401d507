import type { ParamSpecs } from '#shared/graph/params';
import type { Params } from '#shared/graph/document';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { IrValue } from '#shared/ops/ir';
import { alongAxis, engineAxis, kerasAxis } from './axes';
import { kerasCall, tfjsCall, tfjsWeights, unlessDefault } from './code';
import type { LayerDefinition, LowerContext } from './definition';
import { affineParams, normalizationParams } from './normalization-params';
import { axisParam, paramReader } from './params';
import { needsAxis, wrongAxis } from './problems';
import { trainedBy } from './trained';
import { COUNT, TRAINING } from './help';
import { affineWhy } from './why/products';

const params: ParamSpecs = {
  momentum: {
    kind: 'float',
    default: 0.99,
    min: 0,
    max: 1,
    step: 0.01,
    label: { en: 'Momentum', ko: '모멘텀' },
    help: {
      en: 'Share of the old value that the moving statistics keep at each step. 0.99 for long runs, 0.9 for short ones.',
      ko: '이동 평균이 매 스텝 유지하는 이전 값의 비율입니다. 오래 학습하면 0.99, 짧게 학습하면 0.9가 알맞습니다.',
    },
  },
  ...normalizationParams,
  axis: axisParam({
    en: 'The axis that has its own statistics for each index: −1, the channels. 0 would be the batch.',
    ko: '위치마다 통계를 따로 내는 축입니다. −1은 채널이고, 0은 배치라서 쓸 수 없습니다.',
  }),
  ...affineParams,
};
const read = paramReader(params);
const trained = trainedBy(params);

const channelsOf = (shape: Shape, values: Params): number =>
  shape[kerasAxis(read.number(values, 'axis'), shape)! - 1]!;

/** Mean and biased variance over all axes but one, kept as axes of size 1; centred before squaring, or digits would be lost. */
function batchStatistics({ b }: LowerContext, x: IrValue, axis: number) {
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const mean = b.mean(x, others, true);
  const centred = b.sub(x, mean);
  return { mean, centred, variance: b.mean(b.mul(centred, centred), others, true) };
}

/** old · momentum + new · (1 − momentum). */
function moveStatistic(context: LowerContext, name: string, fresh: IrValue): void {
  const { b, params: values } = context;
  const momentum = read.number(values, 'momentum');
  const old = context.weight(name);
  const kept = b.mul(old, b.scalar(momentum));
  context.update(name, b.add(kept, b.mul(b.reshape(fresh, old.shape), b.scalar(1 - momentum))));
}

function lower(context: LowerContext): IrValue {
  const { b, params: values, inputs } = context;
  const x = context.values[0]!;
  const axis = engineAxis(kerasAxis(read.number(values, 'axis'), inputs[0]!)!, inputs[0]!);
  const broad = (value: IrValue) =>
    b.reshape(value, alongAxis(channelsOf(inputs[0]!, values), axis, x.shape.length));
  const scaled = (variance: IrValue) => {
    const inverse = b.reciprocal(b.sqrt(b.add(variance, b.scalar(read.number(values, 'epsilon')))));
    return read.flag(values, 'scale') ? b.mul(inverse, broad(context.weight('gamma'))) : inverse;
  };
  const shift = () => broad(context.weight('beta'));
  if (context.training && context.trainable) {
    const { mean, centred, variance } = batchStatistics(context, x, axis);
    moveStatistic(context, 'moving_mean', mean);
    moveStatistic(context, 'moving_variance', variance);
    const normalized = b.mul(centred, scaled(variance));
    return read.flag(values, 'center') ? b.add(normalized, shift()) : normalized;
  }
  const factor = scaled(broad(context.weight('moving_variance')));
  const offset = b.mul(broad(context.weight('moving_mean')), factor);
  const total = read.flag(values, 'center') ? b.sub(shift(), offset) : b.neg(offset);
  return b.add(b.mul(x, factor), total);
}

/**
 * Batch normalization (Ioffe and Szegedy 2015; https://keras.io/api/layers/normalization_layers/batch_normalization/). As in Keras: the
 * biased variance, and inference mode while the layer is frozen.
 */
export const batchNormalization: LayerDefinition = {
  type: 'BatchNormalization',
  category: 'normalization',
  icon: 'align-vertical-distribute-center',
  params,
  ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] },
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    const axis = read.number(values, 'axis');
    if (shape.length === 0) return { ok: false, problem: needsAxis('BatchNormalization') };
    if (kerasAxis(axis, shape) === null) {
      return { ok: false, problem: wrongAxis('BatchNormalization', axis, shape) };
    }
    return { ok: true, shape };
  },
  weights: ({ params: values, inputs }) => {
    const shape = [channelsOf(inputs[0]!, values)];
    return [
      ...(read.flag(values, 'scale') ? [trained(values, 'gamma', shape)] : []),
      ...(read.flag(values, 'center') ? [trained(values, 'beta', shape)] : []),
      { name: 'moving_mean', shape, initializer: 'zeros', trainable: false },
      { name: 'moving_variance', shape, initializer: 'ones', trainable: false },
    ];
  },
  lower,
  flops: ({ inputs }) => 2 * sizeOf(inputs[0]!),
  view: 'maps',
  why: affineWhy('moving_mean', 'moving_variance'),
  docs: {
    summary: {
      en: 'Brings every channel to mean 0 and spread 1, batch by batch.',
      ko: '배치마다 채널별 평균을 0, 분산을 1로 맞춥니다.',
    },
    description: {
      en: 'During training each channel is shifted and scaled by the mean and variance of the current batch, then by a learned gamma and beta. Moving averages of these statistics are kept and used for prediction. Deep networks learn faster and tolerate larger learning rates with it. A frozen block uses the moving averages while training too.',
      ko: '학습할 때는 현재 배치의 평균과 분산으로 채널마다 값을 맞춘 뒤, 학습되는 gamma와 beta로 다시 조절합니다. 이 통계의 이동 평균을 모아 두었다가 예측할 때 씁니다. 깊은 신경망이 더 빨리 배우고 큰 학습률도 견딥니다. 고정한 블록은 학습 중에도 이동 평균을 씁니다.',
    },
    formula:
      'y = gamma · (x − mean) / √(variance + epsilon) + beta; moving = momentum · moving + (1 − momentum) · batch; parameters = 4 · channels (2 trainable)',
    formulaTex: [
      { tex: String.raw`y = \gamma \cdot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta` },
      {
        about: TRAINING,
        tex: String.raw`\mu_{\text{moving}} \leftarrow m \cdot \mu_{\text{moving}} + (1 - m) \cdot \mu_{\text{batch}}`,
      },
      { about: COUNT, tex: String.raw`4 \cdot C \quad (2 \cdot C \text{ trainable})` },
    ],
    whenToUse: {
      en: 'Between a convolution or Dense layer and its activation function, with batches of 16 or more.',
      ko: '합성곱이나 Dense와 활성화 함수 사이에 두며, 배치 크기가 16 이상일 때 좋습니다.',
    },
    example: {
      en: 'Conv2D (linear, no bias) → BatchNormalization → Activation relu.',
      ko: 'Conv2D(linear, 편향 없음) → BatchNormalization → Activation relu 순서로 둡니다.',
    },
    worked: {
      inputs: [[3, 5]],
      weights: { gamma: [2, 1], beta: [0, 1], moving_mean: [1, 5], moving_variance: [4, 1] },
      output: [1.9998, 1],
      steps: [
        { at: [0], sum: '2·(3 − 1)/sqrt(4 + 0.001) + 0' },
        { at: [1], sum: '1·(5 − 5)/sqrt(1 + 0.001) + 1' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('BatchNormalization', params, values, name),
    pytorch: ({ params: values, inputs }) => {
      const shape = inputs[0]!;
      // PyTorch's momentum is the share of the new value.
      const momentum = Number((1 - read.number(values, 'momentum')).toPrecision(6));
      const affine = read.flag(values, 'scale') || read.flag(values, 'center') ? '' : ', affine=False';
      const kind = shape.length === 3 ? 'BatchNorm2d' : 'BatchNorm1d';
      return `nn.${kind}(${channelsOf(shape, values)}, eps=${read.number(values, 'epsilon')}, momentum=${momentum}${affine})`;
    },
    tfjs: ({ params: values, name }) => {
      const weights = tfjsWeights(params, values);
      const own = ['momentum', 'epsilon', 'center', 'scale', 'axis'];
      const fields = Object.fromEntries(own.map((key) => [key, unlessDefault(params, values, key)]));
      return weights && tfjsCall('layers.batchNormalization', { ...fields, ...weights, name });
    },
  },
};
