import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { engineAxis, kerasAxis } from './axes';
import { kerasCall, tfjsCall, unlessDefault } from './code';
import type { LayerDefinition, ShapeContext } from './definition';
import { axisParam, paramReader } from './params';
import { needsAxis, wrongAxis } from './problems';
import { keepsShape } from './same-shape';

const params: ParamSpecs = {
  axis: axisParam({
    en: 'The axis whose values become probabilities: −1, the classes. 0 would be the batch.',
    ko: '값이 확률로 바뀌는 축입니다. −1은 클래스이고, 0은 배치라서 쓸 수 없습니다.',
  }),
};
const read = paramReader(params);

const axisOf = ({ params: values, inputs }: ShapeContext): number =>
  engineAxis(kerasAxis(read.number(values, 'axis'), inputs[0]!)!, inputs[0]!);

/** Probabilities from scores, along any axis (https://keras.io/api/layers/activation_layers/softmax/). */
export const softmax: LayerDefinition = {
  ...keepsShape,
  type: 'Softmax',
  category: 'activation',
  icon: 'chart-pie',
  params,
  inferShape: ({ params: values, inputs }) => {
    const shape = inputs[0]!;
    const axis = read.number(values, 'axis');
    if (shape.length === 0) return { ok: false, problem: needsAxis('Softmax') };
    return kerasAxis(axis, shape) === null
      ? { ok: false, problem: wrongAxis('Softmax', axis, shape) }
      : { ok: true, shape };
  },
  lower: (context) => context.b.softmax(context.values[0]!, axisOf(context)),
  flops: ({ inputs }) => 5 * sizeOf(inputs[0]!),
  view: 'bars',
  docs: {
    summary: {
      en: 'Turns scores into probabilities that add up to 1.',
      ko: '점수를 합이 1인 확률로 바꿉니다.',
    },
    description: {
      en: 'Every score becomes e to its power, divided by the sum of all of them: the largest score gets the largest probability, and differences between scores become ratios between probabilities. There is nothing to learn here.',
      ko: '점수마다 e의 거듭제곱을 구해 전체의 합으로 나눕니다. 가장 큰 점수가 가장 큰 확률을 얻고, 점수의 차이는 확률의 비율이 됩니다. 학습되는 값은 없습니다.',
    },
    formula: 'yᵢ = e^(xᵢ) / Σⱼ e^(xⱼ)',
    formulaTex: [{ tex: String.raw`y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}` }],
    whenToUse: {
      en: 'As the last step of a classifier, or along another axis to weigh positions against each other.',
      ko: '분류기의 마지막 단계로 쓰거나, 다른 축을 따라 위치마다의 비중을 정할 때 씁니다.',
    },
    example: {
      en: 'Scores 1, 2, 3 become 0.09, 0.24, 0.67.',
      ko: '점수 1, 2, 3은 0.09, 0.24, 0.67이 됩니다.',
    },
    worked: {
      inputs: [[1, 2, 3]],
      output: [0.09, 0.2447, 0.6652],
      steps: [
        { at: [0], sum: 'exp(1)/(exp(1) + exp(2) + exp(3))' },
        { at: [2], sum: 'exp(3)/(exp(1) + exp(2) + exp(3))' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('Softmax', params, values, name),
    pytorch: (context) => `nn.Softmax(dim=${axisOf(context)})`,
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.softmax', { axis: unlessDefault(params, values, 'axis'), name }),
  },
};
