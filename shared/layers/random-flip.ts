import type { ParamSpecs } from '#shared/graph/params';
import { augmentationBase, torchTransform } from './augmentation/layer';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { PREDICTION, TRAINING } from './help';

const params: ParamSpecs = {
  mode: {
    kind: 'choice',
    default: 'horizontal_and_vertical',
    options: [
      { value: 'horizontal', label: { en: 'horizontal (left, right)', ko: 'horizontal (좌우)' } },
      { value: 'vertical', label: { en: 'vertical (top, bottom)', ko: 'vertical (상하)' } },
      {
        value: 'horizontal_and_vertical',
        label: { en: 'both at once', ko: '좌우와 상하를 함께' },
      },
    ],
    label: { en: 'Mode', ko: '방향' },
    help: {
      en: 'horizontal suits photos; digits and letters must not be flipped at all.',
      ko: '사진에는 horizontal이 알맞습니다. 숫자와 글자는 뒤집으면 안 됩니다.',
    },
  },
};
const read = paramReader(params);

/** Mirrors half of the images (https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/). */
export const randomFlip: LayerDefinition = {
  ...augmentationBase('RandomFlip', params, [], ({ b, params: values, batch, uniform }, images) => {
    const mode = read.text(values, 'mode');
    const isFlipped = b.greater(b.scalar(0.5), uniform([batch, 1, 1, 1], 'flip'));
    const sideways = mode === 'vertical' ? images : b.reverse(images, 3);
    const flipped = mode === 'horizontal' ? sideways : b.reverse(sideways, 2);
    return b.where(isFlipped, flipped, images);
  }),
  icon: 'flip-horizontal-2',
  badge: (values) => read.text(values, 'mode').replaceAll('_', ' '),
  docs: {
    summary: {
      en: 'Mirrors every other image at random while training.',
      ko: '학습하는 동안 이미지의 절반을 무작위로 뒤집습니다.',
    },
    description: {
      en: 'A toss of a coin decides for each image at each step. The network sees twice as many pictures and learns that left and right do not matter. When predicting, the block does nothing.',
      ko: '스텝마다 이미지 하나하나에 동전을 던져 뒤집을지 정합니다. 신경망이 보는 이미지가 두 배가 되고, 좌우가 중요하지 않다는 것을 배웁니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula: 'training: mirrored with probability 1/2; prediction: y = x',
    formulaTex: [
      {
        about: TRAINING,
        tex: String.raw`y_{i,j} = x_{i,\,W-1-j} \quad \bigl(P = \tfrac{1}{2}\bigr)`,
      },
      { about: PREDICTION, tex: 'y = x' },
    ],
    whenToUse: {
      en: 'For photos of things that look alike from both sides, right behind the Input.',
      ko: '양쪽에서 비슷해 보이는 사물의 사진에, Input 바로 뒤에 둡니다.',
    },
    example: {
      en: 'Input → RandomFlip horizontal → Conv2D: a cat looking left is a cat looking right.',
      ko: 'Input → RandomFlip horizontal → Conv2D로 두면 왼쪽을 보는 고양이도 오른쪽을 보는 고양이도 고양이입니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('RandomFlip', params, values, name, { positional: ['mode'] }),
    pytorch: ({ params: values }) => {
      const lines: Readonly<Record<string, string>> = {
        horizontal: 'v2.RandomHorizontalFlip()',
        vertical: 'v2.RandomVerticalFlip()',
        // Both at once is half a turn.
        horizontal_and_vertical: 'v2.RandomApply([v2.RandomRotation((180, 180))], p=0.5)',
      };
      return torchTransform(lines[read.text(values, 'mode')]!);
    },
    tfjs: () => null,
  },
};
