import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { IrValue } from '#shared/ops/ir';
import { engineAxis, kerasAxis } from './axes';
import { kerasCall, python } from './code';
import type { LayerDefinition, LayerProblem, LowerContext, WeightSpec } from './definition';
import { torchModule } from './functions/definition';
import { meanAndVariance } from './mean-and-variance';
import { paramReader } from './params';
import { wrongAxis } from './problems';
import { keepsShape } from './same-shape';
import { normalizationWhy } from './why/products';

const given = (en: string, ko: string, helpEn: string, helpKo: string, min: number) =>
  ({
    kind: 'list',
    item: 'float',
    default: null,
    min,
    max: 1e12,
    advanced: true,
    nullable: true,
    nullLabel: { en: 'from the data', ko: '데이터에서 계산' },
    label: { en, ko },
    help: { en: helpEn, ko: helpKo },
  }) as const;

const params: ParamSpecs = {
  axis: {
    kind: 'shape',
    default: [-1],
    min: -4,
    max: 4,
    nullable: true,
    nullLabel: { en: 'none (one mean for all)', ko: '없음 (전체 평균 하나)' },
    label: { en: 'Axes', ko: '축' },
    help: {
      en: 'Axes whose indices each have their own mean and variance: −1, the features or channels.',
      ko: '위치마다 평균과 분산을 따로 두는 축입니다. −1은 특징이나 채널입니다.',
    },
  },
  invert: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Invert', ko: '되돌리기' },
    help: {
      en: 'Turns normalized values back into their original range.',
      ko: '정규화된 값을 원래 범위로 되돌립니다.',
    },
  },
  mean: given(
    'Mean',
    '평균',
    'Known means, together with variances; empty to take them from the training data.',
    '이미 아는 평균으로, 분산과 함께 적습니다. 비우면 학습 데이터에서 계산합니다.',
    -1e12,
  ),
  variance: given(
    'Variance',
    '분산',
    'Known variances, as many as means.',
    '이미 아는 분산으로, 평균과 개수가 같아야 합니다.',
    0,
  ),
};
const read = paramReader(params);

/** Keras's smallest divisor. */
const LEAST_DEVIATION = 1e-7;

/** Keras axes that have statistics of their own, ascending. */
const keptAxes = (values: Params, shape: Shape): readonly number[] =>
  (read.optionalList(values, 'axis') ?? []).map((axis) => kerasAxis(axis, shape)!).toSorted((a, b) => a - b);

const isAdapted = (values: Params): boolean => read.optionalList(values, 'mean') === null;

/** Statistics in Keras's order as the engine broadcasts them over a value. */
function broad({ b, inputs }: LowerContext, numbers: IrValue, kept: readonly number[]): IrValue {
  const shape = inputs[0]!;
  const inOrder = kept
    .map((axis, i) => ({ i, engine: engineAxis(axis, shape) }))
    .toSorted((left, right) => left.engine - right.engine);
  const dims = kept.map((axis) => shape[axis - 1]!);
  const moved = b.transpose(
    b.reshape(numbers, dims),
    inOrder.map(({ i }) => i),
  );
  const axes = Array.from({ length: shape.length + 1 }, (_, axis) => {
    const found = inOrder.find(({ engine }) => engine === axis);
    return found ? dims[found.i]! : 1;
  });
  return b.reshape(moved, axes);
}

/** A statistic of the layer: adapted, or given as one number or one for each index. */
function statistic(context: LowerContext, name: 'mean' | 'variance', kept: readonly number[]): IrValue {
  const { b, params: values, weight } = context;
  if (isAdapted(values)) return broad(context, weight(name), kept);
  const list = read.list(values, name);
  if (list.length === 1) return b.scalar(list[0]!);
  return broad(context, b.constant(Float32Array.from(list), [list.length], 'float32'), kept);
}

function wrongStatistics(values: Params, shape: Shape): LayerProblem | null {
  const [mean, variance] = [read.optionalList(values, 'mean'), read.optionalList(values, 'variance')];
  const count = sizeOf(keptAxes(values, shape).map((axis) => shape[axis - 1]!));
  const fits = mean ? mean.length === 1 || mean.length === count : true;
  if ((mean === null) === (variance === null) && mean?.length === variance?.length && fits) return null;
  const param = mean ? 'mean' : 'variance';
  return {
    code: 'statistics-do-not-fit',
    param,
    message: {
      en: `Means and variances go together: one of each, or ${count} of each, one for every index along the axes.`,
      ko: `평균과 분산은 개수가 같아야 합니다. 각각 1개이거나, 축의 위치마다 하나씩 ${count}개여야 합니다.`,
    },
    expected: { en: `1 or ${count} of each`, ko: `각각 1개 또는 ${count}개` },
    received: `${mean?.length ?? 0}, ${variance?.length ?? 0}`,
    fix: {
      label: { en: 'Take them from the data', ko: '데이터에서 계산하기' },
      repair: { kind: 'setParam', nodeId: '', param, value: null },
    },
  };
}

/** Features at mean 0 and variance 1, by statistics of the training data (https://keras.io/api/layers/preprocessing_layers/numerical/normalization/). */
export const normalization: LayerDefinition = {
  ...keepsShape,
  type: 'Normalization',
  category: 'preprocessing',
  icon: 'chart-bell-curve',
  params,
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    const axes = read.optionalList(values, 'axis') ?? [];
    const indices = axes.map((axis) => kerasAxis(axis, shape));
    const wrong = axes.find((_, i) => indices[i] === null || indices.indexOf(indices[i]!) !== i);
    if (wrong !== undefined) {
      const repair = { param: 'axis', value: shape.length === 0 ? null : [-1] };
      return { ok: false, problem: wrongAxis('Normalization', wrong, shape, repair) };
    }
    const problem = wrongStatistics(values, shape);
    return problem ? { ok: false, problem } : { ok: true, shape };
  },
  weights: ({ params: values, inputs }) => {
    if (!isAdapted(values)) return [];
    const shape = keptAxes(values, inputs[0]!).map((axis) => inputs[0]![axis - 1]!);
    const state = (name: string, of: readonly number[], initializer: string): WeightSpec => ({
      name,
      shape: of,
      initializer,
      trainable: false,
    });
    return [state('mean', shape, 'zeros'), state('variance', shape, 'ones'), state('count', [], 'zeros')];
  },
  adapt: ({ params: values, inputs }) =>
    isAdapted(values) ? meanAndVariance(inputs[0]!, keptAxes(values, inputs[0]!)) : null,
  lower: (context) => {
    const { b, params: values, inputs } = context;
    const x = context.values[0]!;
    const kept = keptAxes(values, inputs[0]!);
    const mean = statistic(context, 'mean', kept);
    const deviation = b.maximum(b.sqrt(statistic(context, 'variance', kept)), b.scalar(LEAST_DEVIATION));
    return read.flag(values, 'invert') ? b.add(mean, b.mul(x, deviation)) : b.div(b.sub(x, mean), deviation);
  },
  flops: ({ inputs }) => 2 * sizeOf(inputs[0]!),
  view: 'maps',
  why: normalizationWhy,
  docs: {
    summary: {
      en: 'Brings every feature to mean 0 and spread 1, as the training data has it.',
      ko: '학습 데이터를 기준으로 특징마다 평균을 0, 분산을 1로 맞춥니다.',
    },
    description: {
      en: 'Before training it reads the training data once and remembers mean and variance of each feature; then it subtracts and divides. Features in metres and in euros become alike, which lets gradient descent go straight. Unlike BatchNormalization it does not change while training, and nothing is learned by gradients.',
      ko: '학습 전에 학습 데이터를 한 번 읽어 특징마다 평균과 분산을 기억해 두고, 빼고 나눕니다. 단위가 다른 특징들의 크기가 비슷해져 경사하강법이 곧바로 나아갑니다. BatchNormalization과 달리 학습하는 동안 바뀌지 않으며, 기울기로 배우는 값도 없습니다.',
    },
    formula: 'y = (x − mean) / max(√variance, 1e-7); invert: y = mean + x · √variance',
    formulaTex: [
      { tex: String.raw`y = \frac{x - \mu}{\max(\sqrt{\sigma^2},\, 10^{-7})}` },
      { about: { en: 'inverted', ko: '되돌릴 때' }, tex: String.raw`y = \mu + x \cdot \sqrt{\sigma^2}` },
    ],
    whenToUse: {
      en: 'Right behind the Input for tables, whose columns have different units.',
      ko: '열마다 단위가 다른 표 데이터의 Input 바로 뒤에 둡니다.',
    },
    example: {
      en: 'Heights of 160, 170, 180 cm have mean 170 and variance 66.7; they become −1.22, 0, 1.22.',
      ko: '키 160, 170, 180cm는 평균 170, 분산 66.7이므로 −1.22, 0, 1.22가 됩니다.',
    },
    worked: {
      params: { mean: [2], variance: [4] },
      inputs: [[0, 2, 6]],
      output: [-1, 0, 2],
      steps: [{ at: [2], sum: '(6 − 2)/sqrt(4)' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => {
      const call = kerasCall('Normalization', params, values, name, { leaveOut: ['mean', 'variance'] });
      if (isAdapted(values)) return call;
      const [mean, variance] = (['mean', 'variance'] as const).map((key) =>
        pythonNumbers(read.list(values, key)),
      );
      return call.replace(
        `name=${python(name)}`,
        () => `mean=${mean}, variance=${variance}, name=${python(name)}`,
      );
    },
    pytorch: ({ params: values, inputs }) => {
      const shape = inputs[0]!;
      const kept = keptAxes(values, shape);
      const dims = Array.from({ length: shape.length + 1 }, (_, axis) => {
        const keras = kept.find((candidate) => engineAxis(candidate, shape) === axis);
        return keras === undefined ? 1 : shape[keras - 1]!;
      }).join(', ');
      const expression = read.flag(values, 'invert')
        ? 'self.mean + x * self.variance.sqrt().clamp(min=1e-7)'
        : '(x - self.mean) / self.variance.sqrt().clamp(min=1e-7)';
      return torchModule('Normalization', expression, {
        mean: `torch.zeros(${dims}), requires_grad=False`,
        variance: `torch.ones(${dims}), requires_grad=False`,
      });
    },
    tfjs: () => null,
  },
};

const pythonNumbers = (list: readonly number[]): string =>
  list.length === 1 ? String(list[0]) : `[${list.join(', ')}]`;
