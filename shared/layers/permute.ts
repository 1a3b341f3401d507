import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { formatShape } from '#shared/graph/shape';
import { python, tfjsCall } from './code';
import type { LayerDefinition, ShapeContext } from './definition';
import { toEngineOrder, toKerasOrder, torchInKerasOrder } from './keras-order';
import { paramReader } from './params';
import { ONE_TO_ONE } from './same-shape';
import { permuteWhy } from './why/arranging';

const params: ParamSpecs = {
  dims: {
    kind: 'shape',
    default: [2, 1],
    min: 1,
    max: 4,
    label: { en: 'Order of axes', ko: '축 순서' },
    help: {
      en: 'Which input axis comes first, second, and so on; they count from 1, the batch is not among them. 2, 1 swaps two.',
      ko: '입력의 어느 축이 첫째, 둘째로 오는지 적습니다. 배치는 빼고 1부터 셉니다. 2, 1이면 두 축을 맞바꿉니다.',
    },
  },
};
const read = paramReader(params);

/** Axes of a value with its batch. */
const permutation = (values: Params): number[] => [0, ...read.list(values, 'dims')];

const isPermutation = ({ params: values, inputs }: ShapeContext): boolean => {
  const dims = read.list(values, 'dims');
  return dims.length === inputs[0]!.length && inputs[0]!.every((_, i) => dims.includes(i + 1));
};

/** Axes in another order (https://keras.io/api/layers/reshaping_layers/permute/). */
export const permute: LayerDefinition = {
  type: 'Permute',
  category: 'reshaping',
  icon: 'arrow-left-right',
  params,
  ports: ONE_TO_ONE,
  inferShape: (context) => {
    const { params: values, inputs } = context;
    const shape = inputs[0]!;
    const dims = read.list(values, 'dims');
    if (isPermutation(context)) return { ok: true, shape: dims.map((axis) => shape[axis - 1]!) };
    const value = shape.map((_, i) => shape.length - i);
    const expected = shape.map((_, i) => i + 1).join(', ');
    return {
      ok: false,
      problem: {
        code: 'permute-does-not-fit',
        param: 'dims',
        message: {
          en: `${dims.join(', ')} does not name each axis of ${formatShape(shape)} once.`,
          ko: `${dims.join(', ')}에는 ${formatShape(shape)}의 축이 한 번씩 들어 있지 않습니다.`,
        },
        expected: { en: `${expected} in any order`, ko: `${expected}을(를) 원하는 순서로` },
        received: dims.join(', '),
        ...(shape.length > 0 && {
          fix: {
            label: {
              en: `Turn the order around: ${value.join(', ')}`,
              ko: `순서 뒤집기: ${value.join(', ')}`,
            },
            repair: { kind: 'setParam', nodeId: '', param: 'dims', value } as const,
          },
        }),
      },
    };
  },
  weights: () => [],
  lower: ({ b, params: values, values: [x] }) =>
    toEngineOrder(b, b.transpose(toKerasOrder(b, x!), permutation(values))),
  flops: () => 0,
  badge: (values) => read.list(values, 'dims').join(', '),
  view: 'maps',
  why: permuteWhy,
  docs: {
    summary: {
      en: 'Puts the axes in another order.',
      ko: '축의 순서를 바꿉니다.',
    },
    description: {
      en: 'Keeps all values and exchanges what counts as rows, columns and features: with two axes it is the transpose of a matrix. Unlike Reshape it really moves values, so neighbours along an axis stay neighbours.',
      ko: '값은 모두 그대로 두고 무엇을 행, 열, 특징으로 볼지를 바꿉니다. 축이 둘이면 행렬의 전치입니다. Reshape와 달리 값을 실제로 옮기므로 한 축에서 이웃한 값은 계속 이웃합니다.',
    },
    formula: 'axis i of y = axis dims[i] of x',
    formulaTex: [{ tex: String.raw`d_{i,\,\text{out}} = d_{\text{dims}_i}` }],
    whenToUse: {
      en: 'To let a layer that works on the last axis, such as Dense or LSTM, work along another one.',
      ko: 'Dense나 LSTM처럼 마지막 축에 작용하는 층을 다른 축에 쓰고 싶을 때 둡니다.',
    },
    example: {
      en: '2, 1 turns 100 steps × 3 features into 3 × 100.',
      ko: '2, 1로 두면 100스텝 × 특징 3개가 3 × 100이 됩니다.',
    },
    worked: {
      inputs: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      output: [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
      steps: [
        { at: [2, 1], sum: '6' },
        { at: [0, 1], sum: '4' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      `layers.Permute(${python(read.list(values, 'dims'))}, name=${python(name)})`,
    pytorch: ({ params: values, inputs, output }) =>
      torchInKerasOrder(inputs[0]!, output, (x) => `${x}.permute(${permutation(values).join(', ')})`),
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.permute', { dims: [...read.list(values, 'dims')], name }),
  },
};
