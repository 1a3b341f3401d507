import type { ParamSpecs } from '#shared/graph/params';
import { python, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { needsImage } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { pythonSides, sidesBadge, sidesOf, sidesParam, wrongSides } from './sides';
import { oneChannel } from './help';
import { sidesWhy } from './why/arranging';

const params: ParamSpecs = {
  padding: sidesParam(
    { en: 'Padding', ko: '패딩' },
    {
      en: 'Cells added at top, bottom, left and right; one number for all sides, two for height and width.',
      ko: '위, 아래, 왼쪽, 오른쪽에 더하는 칸의 수입니다. 수가 하나면 모든 변, 둘이면 높이와 너비에 씁니다.',
    },
  ),
};
const read = paramReader(params);

/** Zeros around an image (https://keras.io/api/layers/reshaping_layers/zero_padding2d/). */
export const zeroPadding2d: LayerDefinition = {
  type: 'ZeroPadding2D',
  category: 'reshaping',
  icon: 'square-padding',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('ZeroPadding2D', image) };
    const sides = sidesOf(values, 'padding');
    if (!sides) return { ok: false, problem: wrongSides('padding', read.list(values, 'padding')) };
    const [top, bottom, left, right] = sides;
    return { ok: true, shape: [top + image[0]! + bottom, left + image[1]! + right, image[2]!] };
  },
  weights: () => [],
  lower: ({ b, params: values, values: [x] }) => {
    const [top, bottom, left, right] = sidesOf(values, 'padding')!;
    return b.pad(x!, [0, 0, top, left], [0, 0, bottom, right]);
  },
  flops: () => 0,
  badge: (values) => sidesBadge(sidesOf(values, 'padding')),
  view: 'maps',
  why: sidesWhy((params) => sidesOf(params, 'padding') ?? [], 'padding'),
  docs: {
    summary: {
      en: 'Adds a border of zeros around an image.',
      ko: '이미지 둘레에 0으로 된 테두리를 더합니다.',
    },
    description: {
      en: 'Makes the image larger by rows and columns of zeros, so that the next convolution also reaches its edges. Most convolutions do this themselves with same padding; the block is for borders that same cannot give. There is nothing to learn here.',
      ko: '0으로 된 행과 열을 더해 이미지를 키웁니다. 그러면 다음 합성곱이 가장자리까지 닿습니다. 대개는 합성곱의 same 패딩으로 충분하며, same으로 만들 수 없는 테두리가 필요할 때 씁니다. 학습되는 값은 없습니다.',
    },
    formula: 'height = top + height + bottom; width = left + width + right',
    formulaTex: [
      { tex: String.raw`H_{\text{out}} = \text{top} + H + \text{bottom}` },
      { tex: String.raw`W_{\text{out}} = \text{left} + W + \text{right}` },
    ],
    whenToUse: {
      en: 'Before a valid convolution with strides, as in ResNet, or to bring images to one size.',
      ko: 'ResNet처럼 스트라이드가 있는 valid 합성곱 앞에, 또는 이미지 크기를 맞출 때 씁니다.',
    },
    example: {
      en: '28 × 28 × 1 with 2 on every side becomes 32 × 32 × 1, the size LeNet-5 expects.',
      ko: '28 × 28 × 1의 모든 변에 2를 더하면 LeNet-5가 받는 32 × 32 × 1이 됩니다.',
    },
    worked: {
      params: { padding: [1] },
      inputs: [oneChannel([[5, 6]])],
      output: oneChannel([
        [0, 0, 0, 0],
        [0, 5, 6, 0],
        [0, 0, 0, 0],
      ]),
      steps: [
        { at: [1, 1, 0], sum: '5' },
        { at: [0, 0, 0], sum: '0' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      `layers.ZeroPadding2D(${pythonSides(sidesOf(values, 'padding')!)}, name=${python(name)})`,
    pytorch: ({ params: values }) => {
      const [top, bottom, left, right] = sidesOf(values, 'padding')!;
      return `nn.ZeroPad2d((${left}, ${right}, ${top}, ${bottom}))`;
    },
    tfjs: ({ params: values, name }) => {
      const [top, bottom, left, right] = sidesOf(values, 'padding')!;
      return tfjsCall('layers.zeroPadding2d', { name }).replace(
        '({',
        `({padding: [[${top}, ${bottom}], [${left}, ${right}]], `,
      );
    },
  },
};
