import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall } from './code';
import { cropToRatio, ratioCrop } from './crop-to-ratio';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { type Interpolation, resizeImage } from './interpolation';
import { interpolationParam, paramReader } from './params';
import { needsImage } from './problems';
import { ONE_TO_ONE } from './same-shape';
import { oneChannel } from './help';
import { resizedWhy } from './why/arranging';

const side = (en: string, ko: string, helpEn: string, helpKo: string) =>
  ({
    kind: 'int',
    default: 32,
    min: 1,
    max: 4096,
    unit: { en: 'px', ko: '픽셀' },
    label: { en, ko },
    help: { en: helpEn, ko: helpKo },
  }) as const;

const params: ParamSpecs = {
  height: side('Height', '높이', 'Height of the output in pixels.', '출력의 높이(픽셀)입니다.'),
  width: side('Width', '너비', 'Width of the output in pixels.', '출력의 너비(픽셀)입니다.'),
  interpolation: interpolationParam('bilinear'),
  cropToAspectRatio: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Crop to the aspect ratio', ko: '비율에 맞게 자르기' },
    help: {
      en: 'Cuts off what is too wide or too high first, so that nothing is stretched.',
      ko: '남는 너비나 높이를 먼저 잘라 내어 이미지가 늘어나지 않게 합니다.',
    },
  },
};
const read = paramReader(params);

/** Images at a size of one's choice (https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/). */
export const resizing: LayerDefinition = {
  type: 'Resizing',
  category: 'preprocessing',
  icon: 'scaling',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const image = inputs[0]!;
    if (image.length !== 3) return { ok: false, problem: needsImage('Resizing', image) };
    return { ok: true, shape: [read.number(values, 'height'), read.number(values, 'width'), image[2]!] };
  },
  weights: () => [],
  lower: ({ b, params: values, inputs, values: [x], output }) => {
    const target = [output[0]!, output[1]!] as const;
    const part = read.flag(values, 'cropToAspectRatio') ? cropToRatio(b, x!, inputs[0]!, target) : x!;
    return resizeImage(b, part, target, read.text(values, 'interpolation') as Interpolation);
  },
  flops: ({ params: values, output }) =>
    read.text(values, 'interpolation') === 'nearest' ? 0 : 6 * sizeOf(output),
  badge: (values) => `${read.number(values, 'height')}×${read.number(values, 'width')}`,
  view: 'maps',
  why: resizedWhy,
  docs: {
    summary: {
      en: 'Brings images to a height and width of your choice.',
      ko: '이미지를 원하는 높이와 너비로 바꿉니다.',
    },
    description: {
      en: 'Every output pixel is taken from where it would lie in the input: from the nearest pixel, or blended from the four around it. When an image gets much smaller, fine detail between these points is lost. There is nothing to learn here.',
      ko: '출력 픽셀마다 입력에서 해당하는 자리의 값을 가져옵니다. 가장 가까운 픽셀을 쓰거나 둘레의 네 픽셀을 섞습니다. 많이 줄이면 그 사이의 세밀한 부분은 사라집니다. 학습되는 값은 없습니다.',
    },
    formula: 'row i of y lies at (i + 0.5) · input height / height − 0.5 of x; columns alike',
    formulaTex: [
      {
        about: { en: 'where row i of the output lies', ko: '출력의 i행이 놓이는 자리' },
        tex: String.raw`u_i = (i + 0.5) \cdot \frac{H}{H_{\text{out}}} - 0.5`,
      },
    ],
    whenToUse: {
      en: 'Right behind the Input, when images are larger than the network needs.',
      ko: '이미지가 신경망에 필요한 것보다 클 때 Input 바로 뒤에 둡니다.',
    },
    example: {
      en: '64 × 48 × 3 with height 32 and width 32 becomes 32 × 32 × 3.',
      ko: '64 × 48 × 3에 높이 32, 너비 32를 쓰면 32 × 32 × 3이 됩니다.',
    },
    worked: {
      params: { height: 1, width: 4 },
      inputs: [oneChannel([[0, 4]])],
      output: oneChannel([[0, 1, 3, 4]]),
      steps: [
        { at: [0, 1, 0], sum: '0.75·0 + 0.25·4' },
        { at: [0, 2, 0], sum: '0.25·0 + 0.75·4' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Resizing', params, values, name, { positional: ['height', 'width'] }),
    pytorch: ({ params: values, inputs, output }) => {
      const { size, start } = ratioCrop(inputs[0]!, [output[0]!, output[1]!]);
      const part = read.flag(values, 'cropToAspectRatio')
        ? `x[:, :, ${start[0]}:${start[0] + size[0]}, ${start[1]}:${start[1] + size[1]}]`
        : 'x';
      const mode = read.text(values, 'interpolation') === 'nearest' ? 'nearest-exact' : 'bilinear';
      return torchModule(
        'Resizing',
        `nn.functional.interpolate(${part}, size=(${output[0]}, ${output[1]}), mode="${mode}")`,
      );
    },
    // TensorFlow.js places the pixels elsewhere.
    tfjs: () => null,
  },
};
