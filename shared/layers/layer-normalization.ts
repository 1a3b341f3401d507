import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { engineAxis, kerasAxis } from './axes';
import { kerasCall, tfjsCall, tfjsWeights, unlessDefault } from './code';
import type { LayerDefinition, WeightSpec } from './definition';
import { torchModule } from './functions/definition';
import { affineParams, normalizationParams } from './normalization-params';
import { paramReader } from './params';
import { needsAxis, wrongAxis } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { standardize } from './standardize';
import { trainedBy } from './trained';
import { COUNT } from './help';
import { affineWhy } from './why/products';

const params: ParamSpecs = {
  axis: {
    kind: 'shape',
    default: [-1],
    min: -4,
    max: 4,
    label: { en: 'Axes', ko: '축' },
    help: {
      en: 'Axes over which mean and variance are taken: −1, the features; 1, 2, 3 for a whole image.',
      ko: '평균과 분산을 구하는 축입니다. −1은 특징이고, 이미지 전체라면 1, 2, 3입니다.',
    },
  },
  ...normalizationParams,
  ...affineParams,
};
const read = paramReader(params);
const trained = trainedBy(params);

/** The engine's axes, each with its Keras axis, as the engine orders them. */
const axesOf = (values: Params, shape: Shape): { readonly keras: number; readonly engine: number }[] =>
  read
    .list(values, 'axis')
    .map((axis) => kerasAxis(axis, shape)!)
    .map((keras) => ({ keras, engine: engineAxis(keras, shape) }))
    .toSorted((a, b) => a.engine - b.engine);

/** Gamma and beta: one number for each position along the axes, in the order in which they are given. */
function affine(name: string, values: Params, shape: Shape): WeightSpec {
  const given = read.list(values, 'axis').map((axis) => kerasAxis(axis, shape)!);
  const layout = axesOf(values, shape).map(({ keras }) => given.indexOf(keras));
  const isReordered = layout.some((from, i) => from !== i);
  const sizes = given.map((axis) => shape[axis - 1]!);
  return trained(values, name, sizes, { layout: isReordered ? layout : undefined });
}

/** Ba et al. 2016 (https://keras.io/api/layers/normalization_layers/layer_normalization/). */
export const layerNormalization: LayerDefinition = {
  type: 'LayerNormalization',
  category: 'normalization',
  icon: 'align-horizontal-distribute-center',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    if (shape.length === 0) return { ok: false, problem: needsAxis('LayerNormalization') };
    const axes = read.list(values, 'axis');
    const indices = axes.map((axis) => kerasAxis(axis, shape));
    const wrong = axes.find((_, i) => indices[i] === null || indices.indexOf(indices[i]!) !== i);
    return wrong === undefined
      ? { ok: true, shape }
      : {
          ok: false,
          problem: wrongAxis('LayerNormalization', wrong, shape, { param: 'axis', value: [-1] }),
        };
  },
  weights: ({ params: values, inputs }) => [
    ...(read.flag(values, 'scale') ? [affine('gamma', values, inputs[0]!)] : []),
    ...(read.flag(values, 'center') ? [affine('beta', values, inputs[0]!)] : []),
  ],
  lower: ({ b, params: values, inputs, values: [x], weight }) => {
    const axes = axesOf(values, inputs[0]!).map(({ engine }) => engine);
    const broad = (name: string) =>
      b.reshape(
        weight(name),
        x!.shape.map((n, i) => (axes.includes(i) ? n : 1)),
      );
    const normalized = standardize(b, x!, axes, read.number(values, 'epsilon'));
    const scaled = read.flag(values, 'scale') ? b.mul(normalized, broad('gamma')) : normalized;
    return read.flag(values, 'center') ? b.add(scaled, broad('beta')) : scaled;
  },
  flops: ({ inputs }) => 7 * sizeOf(inputs[0]!),
  view: 'maps',
  why: affineWhy(),
  docs: {
    summary: {
      en: 'Brings the features of every sample to mean 0 and spread 1, whatever the batch.',
      ko: '배치와 상관없이 샘플마다 특징의 평균을 0, 분산을 1로 맞춥니다.',
    },
    description: {
      en: 'Mean and variance are taken over the features of one position of one sample, then a learned gamma and beta scale and shift the result. There are no moving averages: training and prediction compute the same, and the batch size does not matter.',
      ko: '샘플 하나의 한 위치에서 특징들의 평균과 분산을 구해 맞춘 뒤, 학습되는 gamma와 beta로 다시 조절합니다. 이동 평균이 없어 학습과 예측의 계산이 같고, 배치 크기의 영향도 받지 않습니다.',
    },
    formula:
      'y = gamma · (x − mean) / √(variance + epsilon) + beta, over the features of each position; parameters = 2 · features',
    formulaTex: [
      { tex: String.raw`y = \gamma \cdot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta` },
      { about: COUNT, tex: String.raw`2 \cdot C` },
    ],
    whenToUse: {
      en: 'In Transformers and recurrent networks, and wherever batches are too small for BatchNormalization.',
      ko: 'Transformer와 순환 신경망에, 그리고 배치가 작아 BatchNormalization을 쓰기 어려울 때 씁니다.',
    },
    example: {
      en: 'On 100 × 32: each of the 100 steps is normalized over its 32 features, with 64 parameters.',
      ko: '100 × 32라면 스텝 100개를 각각 특징 32개에 대해 정규화하며, 파라미터는 64개입니다.',
    },
    worked: {
      inputs: [[1, 2, 3]],
      weights: { gamma: [1, 1, 1], beta: [0, 0, 0] },
      output: [-1.2238, 0, 1.2238],
      steps: [{ at: [0], sum: '1·(1 − 2)/sqrt(2/3 + 0.001) + 0' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('LayerNormalization', params, values, name),
    pytorch: ({ params: values, inputs }) => torchLayerNorm(values, inputs[0]!),
    tfjs: ({ params: values, name }) => {
      const axis = read.list(values, 'axis');
      const weights = tfjsWeights(params, values);
      if (!weights) return null;
      return tfjsCall('layers.layerNormalization', {
        axis: axis.length === 1 && axis[0] === -1 ? undefined : axis,
        ...Object.fromEntries(
          ['epsilon', 'center', 'scale'].map((key) => [key, unlessDefault(params, values, key)]),
        ),
        ...weights,
        name,
      });
    },
  },
};

/** `nn.LayerNorm` works on the last axes only; of an image, whose channels come first there, on all or none but the channels. */
function torchLayerNorm(values: Params, shape: Shape): string {
  const axes = axesOf(values, shape);
  const rank = shape.length + 1;
  const [scale, center] = [read.flag(values, 'scale'), read.flag(values, 'center')];
  const dims = axes.map(({ keras }) => shape[keras - 1]);
  const isTail = axes.every(({ engine }, i) => engine === rank - axes.length + i);
  const epsilon = read.number(values, 'epsilon');
  if (isTail && scale) {
    const sizes = dims.length === 1 ? String(dims[0]) : `(${dims.join(', ')})`;
    return `nn.LayerNorm(${sizes}, eps=${epsilon}${center ? '' : ', bias=False'})`;
  }
  const engine = axes.map((axis) => axis.engine);
  const around = `(${engine.join(', ')}${engine.length === 1 ? ',' : ''})`;
  const broad = Array.from({ length: rank }, (_, i) => {
    const axis = axes.find((candidate) => candidate.engine === i);
    return axis ? shape[axis.keras - 1]! : 1;
  }).join(', ');
  const normal = `(x - x.mean(${around}, True)) / (x.var(${around}, False, True) + ${epsilon}).sqrt()`;
  const expression = `${normal}${scale ? ' * self.gamma' : ''}${center ? ' + self.beta' : ''}`;
  return torchModule('LayerNorm', expression, {
    ...(scale && { gamma: `torch.ones(${broad})` }),
    ...(center && { beta: `torch.zeros(${broad})` }),
  });
}
