import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, pythonPair, tfjsCall, unlessDefault } from './code';
import type { LayerDefinition } from './definition';
import { type Interpolation, resizeImage } from './interpolation';
import { interpolationParam, paramReader } from './params';
import { needsImage } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { formatPair } from './window';
import { oneChannel } from './help';
import { upSamplingWhy } from './why/arranging';

const params: ParamSpecs = {
  size: {
    kind: 'pair',
    default: [2, 2],
    min: 1,
    max: 64,
    label: { en: 'Factor', ko: '배율' },
    help: {
      en: 'How many times as high and as wide the image becomes.',
      ko: '이미지의 높이와 너비가 몇 배가 되는지입니다.',
    },
  },
  interpolation: interpolationParam('nearest'),
};
const read = paramReader(params);

/** An image made larger (https://keras.io/api/layers/reshaping_layers/up_sampling2d/). */
export const upSampling2d: LayerDefinition = {
  type: 'UpSampling2D',
  category: 'reshaping',
  icon: 'maximize-2',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('UpSampling2D', image) };
    const [height, width] = read.pair(values, 'size');
    return { ok: true, shape: [image[0]! * height, image[1]! * width, image[2]!] };
  },
  weights: () => [],
  lower: ({ b, params: values, values: [x], output }) =>
    resizeImage(b, x!, [output[0]!, output[1]!], read.text(values, 'interpolation') as Interpolation),
  flops: ({ params: values, output }) =>
    read.text(values, 'interpolation') === 'nearest' ? 0 : 6 * sizeOf(output),
  badge: (values) => {
    const [size, interpolation] = [formatPair(read.pair(values, 'size')), read.text(values, 'interpolation')];
    return interpolation === 'nearest' ? size : `${size} ${interpolation}`;
  },
  view: 'maps',
  why: upSamplingWhy,
  docs: {
    summary: {
      en: 'Makes an image larger by repeating or blending its pixels.',
      ko: '픽셀을 되풀이하거나 섞어 이미지를 키웁니다.',
    },
    description: {
      en: 'nearest repeats every pixel, bilinear blends neighbours for a smooth picture. Nothing is learned: a Conv2D behind it does that, which together avoids the checkerboard of a Conv2DTranspose.',
      ko: 'nearest는 픽셀을 되풀이하고, bilinear는 이웃을 섞어 매끄럽게 만듭니다. 학습되는 값은 없고 뒤에 오는 Conv2D가 배웁니다. 이렇게 하면 Conv2DTranspose의 바둑판 무늬가 생기지 않습니다.',
    },
    formula:
      'nearest: y[i, j, c] = x[⌊i / height⌋, ⌊j / width⌋, c]; bilinear: weighted mean of the four nearest',
    formulaTex: [
      {
        about: { en: 'nearest', ko: 'nearest' },
        tex: String.raw`y_{i,j,c} = x_{\lfloor i / f_h \rfloor,\; \lfloor j / f_w \rfloor,\; c}`,
      },
    ],
    whenToUse: {
      en: 'In decoders and in U-Net, each time before one or two convolutions.',
      ko: '디코더와 U-Net에서 합성곱 한두 개 앞에 둡니다.',
    },
    example: {
      en: 'Factor 2 × 2 turns 7 × 7 × 64 into 14 × 14 × 64.',
      ko: '배율 2 × 2는 7 × 7 × 64를 14 × 14 × 64로 만듭니다.',
    },
    worked: {
      params: { size: [2, 2] },
      inputs: [oneChannel([[1, 2]])],
      output: oneChannel([
        [1, 1, 2, 2],
        [1, 1, 2, 2],
      ]),
      steps: [{ at: [1, 3, 0], sum: '2' }],
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('UpSampling2D', params, values, name),
    pytorch: ({ params: values }) => {
      const factor = pythonPair(read.pair(values, 'size'));
      const mode = read.text(values, 'interpolation') === 'nearest' ? '' : ', mode="bilinear"';
      return `nn.Upsample(scale_factor=${factor}${mode})`;
    },
    // TensorFlow.js blends without half-pixel centres.
    tfjs: ({ params: values, name }) =>
      read.text(values, 'interpolation') === 'nearest'
        ? tfjsCall('layers.upSampling2d', { size: unlessDefault(params, values, 'size'), name })
        : null,
  },
};
