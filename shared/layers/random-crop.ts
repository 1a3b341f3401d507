import type { ParamSpecs } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { torchTransform } from './augmentation/layer';
import { kerasCall } from './code';
import { cropToRatio } from './crop-to-ratio';
import type { LayerDefinition, LowerContext } from './definition';
import { resizeImage } from './interpolation';
import { paramReader } from './params';
import { needsImage } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { TRAINING } from './help';
import { resizedWhy } from './why/arranging';

const params: ParamSpecs = {
  height: {
    kind: 'int',
    default: 24,
    min: 1,
    max: 4096,
    unit: { en: 'px', ko: '픽셀' },
    label: { en: 'Height', ko: '높이' },
    help: { en: 'Height of the part that is cut out.', ko: '잘라 낼 부분의 높이입니다.' },
  },
  width: {
    kind: 'int',
    default: 24,
    min: 1,
    max: 4096,
    unit: { en: 'px', ko: '픽셀' },
    label: { en: 'Width', ko: '너비' },
    help: { en: 'Width of the part that is cut out.', ko: '잘라 낼 부분의 너비입니다.' },
  },
};
const read = paramReader(params);

/**
 * Cells `start` to `start + to` of `from`, as a matrix [to, from] of zeros and ones: `start` is a whole number that is known only while
 * running.
 */
function selection(b: IrBuilder, start: IrValue, from: number, to: number): IrValue {
  const distances = Float32Array.from({ length: to * from }, (_, i) => (i % from) - Math.floor(i / from));
  const distance = b.sub(b.constant(distances, [to, from], 'float32'), start);
  return b.relu(b.sub(b.scalar(1), b.abs(distance)));
}

function cutOut({ b, uniform }: LowerContext, images: IrValue, [height, width]: Shape): IrValue {
  const [, , fromHeight, fromWidth] = images.shape as [number, number, number, number];
  const start = (from: number, to: number, purpose: string) =>
    b.floor(b.mul(uniform([1], purpose), b.scalar(from - to + 1)));
  const rows = selection(b, start(fromHeight, height!, 'height'), fromHeight, height!);
  const columns = selection(b, start(fromWidth, width!, 'width'), fromWidth, width!);
  return b.matmul(b.matmul(rows, images), columns, { transposeB: true });
}

/**
 * A part of the images, the same one for a whole batch, as in Keras; when predicting, or where the images are too small, the largest part
 * of the same ratio, resized (https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/).
 */
export const randomCrop: LayerDefinition = {
  type: 'RandomCrop',
  category: 'augmentation',
  icon: 'scan',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('RandomCrop', image) };
    return { ok: true, shape: [read.number(values, 'height'), read.number(values, 'width'), image[2]!] };
  },
  weights: () => [],
  lower: (context) => {
    const { b, inputs, output, training } = context;
    const [height, width] = output as [number, number, number];
    const images = context.values[0]!;
    const isLarger = inputs[0]![0]! > height && inputs[0]![1]! > width;
    if (training && isLarger) return cutOut(context, images, output);
    return resizeImage(b, cropToRatio(b, images, inputs[0]!, [height, width]), [height, width], 'bilinear');
  },
  flops: () => 0,
  badge: (values) => `${read.number(values, 'height')}×${read.number(values, 'width')}`,
  view: 'maps',
  why: resizedWhy,
  docs: {
    summary: {
      en: 'Cuts out a random part of the images while training.',
      ko: '학습하는 동안 이미지의 한 부분을 무작위로 잘라 냅니다.',
    },
    description: {
      en: 'At each step another window of the given size is used, the same for all images of the batch. The network sees things at ever new places and sometimes only in part. When predicting, the largest part with the ratio of the window is scaled to its size instead.',
      ko: '스텝마다 정해진 크기의 창을 다른 자리에서 잘라 쓰며, 한 배치의 이미지에는 같은 자리를 씁니다. 신경망은 사물을 늘 새로운 위치에서, 때로는 일부만 보게 됩니다. 예측할 때는 창과 비율이 같은 가장 큰 부분을 창 크기로 줄여 씁니다.',
    },
    formula:
      'training: y = x[s : s + height, t : t + width] with random s, t; prediction: the middle, resized',
    formulaTex: [
      { about: TRAINING, tex: String.raw`y_{i,j} = x_{s + i,\, t + j} \qquad s, t \text{ random}` },
    ],
    whenToUse: {
      en: 'For photos that are larger than the network needs.',
      ko: '신경망에 필요한 것보다 큰 사진에 씁니다.',
    },
    example: {
      en: '32 × 32 × 3 with 28 × 28: one of 25 places at each step.',
      ko: '32 × 32 × 3에서 28 × 28을 자르면 스텝마다 25가지 자리 가운데 하나를 씁니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('RandomCrop', params, values, name, { positional: ['height', 'width'] }),
    pytorch: ({ params: values }) =>
      torchTransform(`v2.RandomCrop((${read.number(values, 'height')}, ${read.number(values, 'width')}))`),
    tfjs: () => null,
  },
};
