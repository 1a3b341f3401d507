import type { ParamSpecs } from '#shared/graph/params';
import { formatShape } from '#shared/graph/shape';
import { python, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { needsImage } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { pythonSides, sidesBadge, sidesOf, sidesParam, wrongSides } from './sides';
import { oneChannel } from './help';
import { sidesWhy } from './why/arranging';

const params: ParamSpecs = {
  cropping: sidesParam(
    { en: 'Cropping', ko: '자르기' },
    {
      en: 'Cells cut off at top, bottom, left and right; one number for all sides, two for height and width.',
      ko: '위, 아래, 왼쪽, 오른쪽에서 잘라 내는 칸의 수입니다. 수가 하나면 모든 변, 둘이면 높이와 너비에 씁니다.',
    },
  ),
};
const read = paramReader(params);

/** An image without its border (https://keras.io/api/layers/reshaping_layers/cropping2d/). */
export const cropping2d: LayerDefinition = {
  type: 'Cropping2D',
  category: 'reshaping',
  icon: 'crop',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('Cropping2D', image) };
    const sides = sidesOf(values, 'cropping');
    if (!sides) return { ok: false, problem: wrongSides('cropping', read.list(values, 'cropping')) };
    const [top, bottom, left, right] = sides;
    const shape = [image[0]! - top - bottom, image[1]! - left - right, image[2]!];
    if (shape[0]! >= 1 && shape[1]! >= 1) return { ok: true, shape };
    return {
      ok: false,
      problem: {
        code: 'cropping-too-large',
        param: 'cropping',
        message: {
          en: `Nothing would be left of an image of ${formatShape(image)}.`,
          ko: `${formatShape(image)} 이미지에서 남는 것이 없습니다.`,
        },
        expected: {
          en: `less than ${image[0]} rows and ${image[1]} columns`,
          ko: `${image[0]}행, ${image[1]}열보다 적게`,
        },
        received: {
          en: `${top + bottom} rows, ${left + right} columns`,
          ko: `${top + bottom}행, ${left + right}열`,
        },
        fix: {
          label: { en: 'Crop nothing', ko: '자르지 않기' },
          repair: { kind: 'setParam', nodeId: '', param: 'cropping', value: [0, 0, 0, 0] },
        },
      },
    };
  },
  weights: () => [],
  lower: ({ b, params: values, values: [x], output, batch }) => {
    const [top, , left] = sidesOf(values, 'cropping')!;
    const [height, width, channels] = output as [number, number, number];
    return b.slice(x!, [0, 0, top, left], [batch, channels, top + height, left + width]);
  },
  flops: () => 0,
  badge: (values) => sidesBadge(sidesOf(values, 'cropping')),
  view: 'maps',
  why: sidesWhy((params) => sidesOf(params, 'cropping') ?? [], 'cropping'),
  docs: {
    summary: {
      en: 'Cuts rows and columns off the edges of an image.',
      ko: '이미지 가장자리의 행과 열을 잘라 냅니다.',
    },
    description: {
      en: 'Keeps the inner part of the image and drops the border. It makes feature maps of different sizes fit each other, or removes edges that padding has spoilt. There is nothing to learn here.',
      ko: '이미지의 안쪽만 남기고 테두리를 버립니다. 크기가 다른 특징 맵을 서로 맞추거나, 패딩 때문에 흐려진 가장자리를 없앨 때 씁니다. 학습되는 값은 없습니다.',
    },
    formula: 'height = height − top − bottom; width = width − left − right',
    formulaTex: [
      { tex: String.raw`H_{\text{out}} = H - \text{top} - \text{bottom}` },
      { tex: String.raw`W_{\text{out}} = W - \text{left} - \text{right}` },
    ],
    whenToUse: {
      en: 'Before an Add or Concatenate with a smaller feature map, as in U-Net with valid padding.',
      ko: 'valid 패딩을 쓰는 U-Net처럼 더 작은 특징 맵과 Add나 Concatenate로 합치기 전에 둡니다.',
    },
    example: {
      en: '32 × 32 × 3 with 4 on every side becomes 24 × 24 × 3.',
      ko: '32 × 32 × 3의 모든 변에서 4를 자르면 24 × 24 × 3이 됩니다.',
    },
    worked: {
      params: { cropping: [1] },
      inputs: [
        oneChannel([
          [1, 2, 3, 4],
          [5, 6, 7, 8],
          [9, 10, 11, 12],
        ]),
      ],
      output: oneChannel([[6, 7]]),
      steps: [{ at: [0, 0, 0], sum: '6' }],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      `layers.Cropping2D(${pythonSides(sidesOf(values, 'cropping')!)}, name=${python(name)})`,
    pytorch: ({ params: values }) => {
      const [top, bottom, left, right] = sidesOf(values, 'cropping')!;
      return `nn.ZeroPad2d((${[left, right, top, bottom].map((n) => (n === 0 ? 0 : -n)).join(', ')}))`;
    },
    tfjs: ({ params: values, name }) => {
      const [top, bottom, left, right] = sidesOf(values, 'cropping')!;
      return tfjsCall('layers.cropping2D', { name }).replace(
        '({',
        `({cropping: [[${top}, ${bottom}], [${left}, ${right}]], `,
      );
    },
  },
};
