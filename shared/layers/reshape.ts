import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { formatShape, type Shape, sizeOf } from '#shared/graph/shape';
import { python, tfjsCall } from './code';
import type { LayerDefinition, LayerProblem } from './definition';
import { toEngineOrder, toKerasOrder, torchInKerasOrder } from './keras-order';
import { paramReader } from './params';
import { ONE_TO_ONE } from './same-shape';
import { reshapeWhy } from './why/arranging';

const params: ParamSpecs = {
  targetShape: {
    kind: 'shape',
    default: [-1],
    min: -1,
    max: 16_777_216,
    label: { en: 'Target shape', ko: '목표 모양' },
    help: {
      en: 'The new shape of one sample, with as many values as before. One axis may be −1: it gets what is left.',
      ko: '샘플 하나의 새 모양으로, 값의 개수는 그대로여야 합니다. 축 하나를 −1로 두면 남는 크기가 됩니다.',
    },
  },
};
const read = paramReader(params);

/** The target with its −1 filled in; null when the values do not fit. */
function resolve(values: Params, size: number): Shape | null {
  const target = read.list(values, 'targetShape');
  const known = target.filter((n) => n !== -1);
  const product = sizeOf(known);
  if (known.includes(0) || target.length - known.length > 1) return null;
  if (known.length === target.length) return product === size ? target : null;
  return size % product === 0 ? target.map((n) => (n === -1 ? size / product : n)) : null;
}

const doesNotFit = (input: Shape, target: readonly number[]): LayerProblem => ({
  code: 'reshape-does-not-fit',
  param: 'targetShape',
  message: {
    en: `The ${sizeOf(input)} values of ${formatShape(input)} cannot be arranged as ${formatShape(target)}.`,
    ko: `${formatShape(input)}의 값 ${sizeOf(input)}개를 ${formatShape(target)}(으)로 배열할 수 없습니다.`,
  },
  expected: {
    en: `axes whose product is ${sizeOf(input)}, at most one of them −1`,
    ko: `곱이 ${sizeOf(input)}인 축들. −1은 하나까지`,
  },
  received: formatShape(target),
  fix: {
    label: { en: 'Keep the shape of the input', ko: '입력의 모양 유지' },
    repair: {
      kind: 'setParam',
      nodeId: '',
      param: 'targetShape',
      value: input.length > 0 ? [...input] : [1],
    },
  },
});

/** The same values in another shape, in Keras's order (https://keras.io/api/layers/reshaping_layers/reshape/). */
export const reshape: LayerDefinition = {
  type: 'Reshape',
  category: 'reshaping',
  icon: 'proportions',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const shape = resolve(values, sizeOf(inputs[0]!));
    return shape
      ? { ok: true, shape }
      : { ok: false, problem: doesNotFit(inputs[0]!, read.list(values, 'targetShape')) };
  },
  weights: () => [],
  lower: ({ b, values: [x], output, batch }) =>
    toEngineOrder(b, b.reshape(toKerasOrder(b, x!), [batch, ...output])),
  flops: () => 0,
  badge: (values) => read.list(values, 'targetShape').join(' × ').replaceAll('-', '−'),
  view: 'maps',
  why: reshapeWhy,
  docs: {
    summary: {
      en: 'Arranges the same values in another shape.',
      ko: '같은 값들을 다른 모양으로 배열합니다.',
    },
    description: {
      en: 'Changes no value: reads them in order, the last axis fastest, and writes them into the new shape. So a flat list becomes an image, or an image a sequence of its rows.',
      ko: '값은 그대로 두고, 마지막 축이 가장 빨리 바뀌는 순서로 읽어 새 모양에 채웁니다. 한 줄로 펼친 수를 이미지로, 이미지를 행들의 시퀀스로 바꿀 수 있습니다.',
    },
    formula: 'product of target_shape = number of input values; −1 stands for what is left',
    formulaTex: [{ tex: String.raw`\prod_i \text{target}_i = \prod_i d_i` }],
    whenToUse: {
      en: 'Before convolutions when the data comes flat, before recurrent layers when it comes as an image, in decoders after a Dense layer.',
      ko: '데이터가 한 줄로 되어 있을 때 합성곱 앞에, 이미지일 때 순환층 앞에, 디코더에서는 Dense 뒤에 둡니다.',
    },
    example: {
      en: '784 values as 28, 28, 1 become an image; 28 × 28 × 1 as 28, 28 a sequence of 28 rows.',
      ko: '값 784개를 28, 28, 1로 두면 이미지가 되고, 28 × 28 × 1을 28, 28로 두면 행 28개의 시퀀스가 됩니다.',
    },
    worked: {
      params: { targetShape: [2, -1] },
      inputs: [[1, 2, 3, 4]],
      output: [
        [1, 2],
        [3, 4],
      ],
      steps: [{ at: [1, 0], sum: '3' }],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      `layers.Reshape(${python(read.list(values, 'targetShape'))}, name=${python(name)})`,
    pytorch: ({ inputs, output }) =>
      torchInKerasOrder(inputs[0]!, output, (x) => `${x}.reshape(-1, ${output.join(', ')})`),
    tfjs: ({ output, name }) => tfjsCall('layers.reshape', { targetShape: [...output], name }),
  },
};
