import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { kerasAxis } from './axes';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { toEngineOrder, toKerasOrder } from './keras-order';
import { paramReader } from './params';
import { shapesDiffer, wrongAxis } from './problems';
import { dotWhy } from './why/products';

const params: ParamSpecs = {
  axes: {
    kind: 'pair',
    default: [-1, -1],
    min: -4,
    max: 4,
    label: { en: 'Axes', ko: '축' },
    help: {
      en: 'The axis of the first and of the second input along which is multiplied and added; −1 is the last one.',
      ko: '곱해서 더할 첫 입력의 축과 둘째 입력의 축입니다. −1은 마지막 축입니다.',
    },
  },
  normalize: {
    kind: 'boolean',
    default: false,
    label: { en: 'Normalize (cosine)', ko: '정규화 (코사인)' },
    help: {
      en: 'Brings both to length 1 first: the result is the cosine of the angle between them, −1 to 1.',
      ko: '먼저 둘의 길이를 1로 만듭니다. 결과는 둘 사이 각의 코사인으로, −1부터 1까지입니다.',
    },
  },
};
const read = paramReader(params);

/** Both axes in Keras's counting, batch included; null where there is none. */
const axesOf = (values: Params, inputs: readonly Shape[]): readonly (number | null)[] =>
  read.pair(values, 'axes').map((axis, i) => kerasAxis(axis, inputs[i]!));

const without = (shape: Shape, axis: number): Shape => shape.filter((_, i) => i !== axis - 1);

/** Length 1 along an axis; as in Keras, lengths below 1e-7 count as 1e-7. */
function unitLength(b: IrBuilder, x: IrValue, axis: number): IrValue {
  const squares = b.sum(b.mul(x, x), [axis], true);
  return b.mul(x, b.reciprocal(b.sqrt(b.maximum(squares, b.scalar(1e-14)))));
}

/** Products along an axis of each input, added up (https://keras.io/api/layers/merging_layers/dot/). */
export const dot: LayerDefinition = {
  type: 'Dot',
  category: 'merging',
  icon: 'circle-dot',
  params,
  ports: { inputs: [{ name: 'in', multiple: true, most: 2 }], outputs: [{ name: 'out' }] },
  minInputs: 2,
  inferShape: ({ params: values, inputs }) => {
    const axes = axesOf(values, inputs);
    const wrong = axes.indexOf(null);
    if (wrong >= 0) {
      const problem = wrongAxis('Dot', read.pair(values, 'axes')[wrong]!, inputs[wrong]!, {
        param: 'axes',
        value: [-1, -1],
      });
      return { ok: false, problem };
    }
    const [first, second] = axes as [number, number];
    if (inputs[0]![first - 1] !== inputs[1]![second - 1]) {
      return {
        ok: false,
        problem: shapesDiffer('Dot', inputs, {
          en: `as many values along axis ${first} of the first input as along axis ${second} of the second`,
          ko: `첫 입력의 축 ${first}와 둘째 입력의 축 ${second}의 크기가 같은 입력`,
        }),
      };
    }
    const rest = [...without(inputs[0]!, first), ...without(inputs[1]!, second)];
    return { ok: true, shape: rest.length === 0 ? [1] : rest };
  },
  weights: () => [],
  lower: ({ b, params: values, inputs, values: [x, y], output, batch }) => {
    const [first, second] = axesOf(values, inputs) as [number, number];
    const ready = (value: IrValue, axis: number) => {
      const ordered = toKerasOrder(b, value);
      return read.flag(values, 'normalize') ? unitLength(b, ordered, axis) : ordered;
    };
    const rows = (value: IrValue, shape: Shape, axis: number) => {
      const others = shape.map((_, i) => i + 1).filter((i) => i !== axis);
      const moved = b.transpose(ready(value, axis), [0, ...others, axis]);
      return b.reshape(moved, [batch, sizeOf(without(shape, axis)), shape[axis - 1]!]);
    };
    const product = b.matmul(rows(x!, inputs[0]!, first), rows(y!, inputs[1]!, second), { transposeB: true });
    return toEngineOrder(b, b.reshape(product, [batch, ...output]));
  },
  flops: ({ params: values, inputs, output }) =>
    2 * sizeOf(output) * inputs[0]![axesOf(values, inputs)[0]! - 1]!,
  badge: (values) => {
    const axes = read.pair(values, 'axes').join(', ').replaceAll('-', '−');
    return read.flag(values, 'normalize') ? `${axes} cosine` : axes;
  },
  view: 'bars',
  why: dotWhy,
  docs: {
    summary: {
      en: 'Dot products of two inputs: how alike they are.',
      ko: '두 입력의 내적을 구합니다. 둘이 얼마나 비슷한지를 나타냅니다.',
    },
    description: {
      en: 'Multiplies the two inputs along one axis of each and adds up: every vector of the first meets every vector of the second. Normalized, it gives cosines, which do not depend on lengths. There is nothing to learn here.',
      ko: '두 입력을 한 축씩 따라 곱해 더합니다. 첫 입력의 모든 벡터가 둘째 입력의 모든 벡터와 만납니다. 정규화하면 길이에 좌우되지 않는 코사인이 됩니다. 학습되는 값은 없습니다.',
    },
    formula: 'y[i, j] = Σₖ x₁[i, k] · x₂[j, k]',
    formulaTex: [{ tex: String.raw`y_{i,j} = \sum_k a_{i,k} \, b_{j,k}` }],
    whenToUse: {
      en: 'To compare embeddings, as in recommenders and siamese networks, and to build attention by hand.',
      ko: '추천 시스템이나 샴 네트워크처럼 임베딩을 비교할 때, 그리고 어텐션을 직접 만들 때 씁니다.',
    },
    example: {
      en: 'Two vectors of 32 numbers give one number; 10 × 32 and 7 × 32 give 10 × 7.',
      ko: '수 32개짜리 벡터 둘은 수 하나가 되고, 10 × 32와 7 × 32는 10 × 7이 됩니다.',
    },
    worked: {
      inputs: [
        [1, 2],
        [3, 4],
      ],
      output: [11],
      steps: [{ at: [0], sum: '1·3 + 2·4' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('Dot', params, values, name, { positional: ['axes'] }),
    pytorch: ({ params: values, inputs }) => torchDot(values, inputs),
    tfjs: ({ params: values, inputs, name }) => {
      const fits = inputs.every((shape) => shape.length <= 2);
      const axes = [...read.pair(values, 'axes')];
      return fits ? tfjsCall('layers.dot', { axes, normalize: read.flag(values, 'normalize'), name }) : null;
    },
  },
};

/** `torch.einsum` over the axes as PyTorch has them: channels first in images. */
function torchDot(values: Params, inputs: readonly Shape[]): string {
  const axes = axesOf(values, inputs) as [number, number];
  // Small letters for the axes of the first input, capitals for those of the second.
  const names = inputs.map((shape, i) => {
    const letters = i === 0 ? 'ijlm' : 'IJLM';
    return ['b', ...shape.map((_, axis) => (axis + 1 === axes[i] ? 'k' : letters[axis]!))];
  });
  const torchOrder = (letters: readonly string[]) =>
    letters.length === 4 ? [letters[0], letters[3], letters[1], letters[2]].join('') : letters.join('');
  const rest = [...names[0]!.slice(1), ...names[1]!.slice(1)].filter((letter) => letter !== 'k');
  const result = torchOrder(['b', ...rest]);
  const unit = (x: string, i: 0 | 1) =>
    read.flag(values, 'normalize')
      ? `nn.functional.normalize(${x}, dim=${torchOrder(names[i]!).indexOf('k')})`
      : x;
  const product = `torch.einsum("${torchOrder(names[0]!)},${torchOrder(names[1]!)}->${result}", ${unit('x', 0)}, ${unit('y', 1)})`;
  return `lambda x, y: ${rest.length === 0 ? `${product}.unsqueeze(1)` : product}`;
}
