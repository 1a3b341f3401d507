import type { ParamSpecs } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { engineAxis, kerasAxis } from './axes';
import { kerasCall, tfjsCall, unlessDefault } from './code';
import type { LayerDefinition } from './definition';
import { axisParam, paramReader } from './params';
import { shapesDiffer, wrongAxis } from './problems';
import { concatenateWhy } from './why/arranging';

const params: ParamSpecs = {
  axis: axisParam({
    en: 'The axis along which the inputs are joined: −1, the channels. 0 would be the batch.',
    ko: '입력들을 이어 붙일 축입니다. −1은 채널이고, 0은 배치라서 쓸 수 없습니다.',
  }),
};
const read = paramReader(params);

/** Whether the shapes agree everywhere but at index `free`. */
const agreeExcept = (shapes: readonly Shape[], free: number): boolean =>
  shapes.every(
    (shape) => shape.length === shapes[0]!.length && shape.every((n, i) => i === free || n === shapes[0]![i]),
  );

/** Inputs side by side along an axis (https://keras.io/api/layers/merging_layers/concatenate/). */
export const concatenate: LayerDefinition = {
  type: 'Concatenate',
  category: 'merging',
  icon: 'combine',
  params,
  ports: { inputs: [{ name: 'in', multiple: true }], outputs: [{ name: 'out' }] },
  minInputs: 2,
  inferShape: ({ params: values, inputs }) => {
    const first = inputs[0]!;
    const axis = kerasAxis(read.number(values, 'axis'), first);
    if (axis === null) {
      return { ok: false, problem: wrongAxis('Concatenate', read.number(values, 'axis'), first) };
    }
    if (!agreeExcept(inputs, axis - 1)) {
      return {
        ok: false,
        problem: shapesDiffer('Concatenate', inputs, {
          en: `inputs that differ along axis ${axis} only`,
          ko: `축 ${axis}에서만 크기가 다른 입력`,
        }),
      };
    }
    const total = inputs.reduce((sum, shape) => sum + shape[axis - 1]!, 0);
    return { ok: true, shape: first.map((n, i) => (i === axis - 1 ? total : n)) };
  },
  weights: () => [],
  lower: ({ b, params: values, inputs, values: parts }) =>
    b.concat(parts, engineAxis(kerasAxis(read.number(values, 'axis'), inputs[0]!)!, inputs[0]!)),
  flops: () => 0,
  view: 'maps',
  why: concatenateWhy,
  docs: {
    summary: {
      en: 'Puts its inputs side by side, as more channels.',
      ko: '입력들을 나란히 이어 붙여 채널을 늘립니다.',
    },
    description: {
      en: 'Keeps all values and stacks them along one axis, normally the channels; the other axes must agree. The next layer sees what every branch has found and weighs it.',
      ko: '값을 모두 유지한 채 한 축, 보통 채널을 따라 쌓습니다. 다른 축의 크기는 서로 같아야 합니다. 다음 층은 모든 갈래가 찾은 것을 함께 보고 가중치를 매깁니다.',
    },
    formula: 'channels = channels₁ + channels₂ + …',
    formulaTex: [
      { tex: String.raw`y = [\, x_1 \mid x_2 \mid \dots \mid x_n \,]` },
      { about: { en: 'channels', ko: '채널' }, tex: String.raw`C_{\text{out}} = C_1 + C_2 + \dots + C_n` },
    ],
    whenToUse: {
      en: 'To join branches with different kernels (Inception), or early with late features (DenseNet, U-Net).',
      ko: '커널이 다른 갈래를 합칠 때(Inception)나 앞쪽 특징과 뒤쪽 특징을 합칠 때(DenseNet, U-Net) 씁니다.',
    },
    example: {
      en: '14 × 14 × 16 and 14 × 14 × 8 give 14 × 14 × 24.',
      ko: '14 × 14 × 16과 14 × 14 × 8을 이으면 14 × 14 × 24가 됩니다.',
    },
    worked: { inputs: [[1, 2], [3]], output: [1, 2, 3], steps: [{ at: [2], sum: '3' }] },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('Concatenate', params, values, name),
    pytorch: ({ params: values, inputs }) => {
      const axis = engineAxis(kerasAxis(read.number(values, 'axis'), inputs[0]!)!, inputs[0]!);
      return `lambda *inputs: torch.cat(inputs, dim=${axis})`;
    },
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.concatenate', { axis: unlessDefault(params, values, 'axis'), name }),
  },
};
