import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { drawBetween, factorParam } from './augmentation/factor';
import { augmentationBase, torchTransform } from './augmentation/layer';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';

const params: ParamSpecs = {
  factor: factorParam(
    [0.2],
    [0, 1],
    { en: 'Factor', ko: '대비 변화' },
    {
      en: 'How much contrast may be lost or gained; two numbers for loss and gain. 0.1 to 0.5.',
      ko: '대비가 줄거나 늘 수 있는 정도입니다. 두 수면 줄어드는 정도와 느는 정도입니다. 0.1~0.5가 알맞습니다.',
    },
  ),
  valueRange: {
    kind: 'pair',
    default: [0, 255],
    min: -65_536,
    max: 65_536,
    advanced: true,
    label: { en: 'Value range', ko: '값의 범위' },
    help: {
      en: 'Results are cut off at these values: 0, 1 for rescaled images, 0, 255 for bytes.',
      ko: '결과를 이 범위로 자릅니다. 0~1로 맞춘 이미지는 0, 1, 바이트는 0, 255입니다.',
    },
  },
};
const read = paramReader(params);

/** Ends of the contrast factor: 1 − loss … 1 + gain. */
function contrastRange(values: Params): readonly [number, number] {
  const [loss, gain = loss] = read.list(values, 'factor') as readonly [number, number?];
  return [1 - loss, 1 + gain];
}

/** Stretches values around their mean (https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/). */
export const randomContrast: LayerDefinition = {
  ...augmentationBase('RandomContrast', params, ['factor'], (context, images) => {
    const { b, params: values, batch } = context;
    const factor = b.reshape(drawBetween(context, contrastRange(values), 'contrast'), [batch, 1, 1, 1]);
    const mean = b.mean(images, [2, 3], true);
    const stretched = b.add(b.mul(b.sub(images, mean), factor), mean);
    const [low, high] = read.pair(values, 'valueRange');
    return b.clip(stretched, Math.min(low, high), Math.max(low, high));
  }),
  icon: 'contrast',
  badge: (values) =>
    contrastRange(values)
      .map((x) => Number(x.toPrecision(4)))
      .join(' … '),
  docs: {
    summary: {
      en: 'Changes the contrast of every image at random while training.',
      ko: '학습하는 동안 이미지마다 대비를 무작위로 바꿉니다.',
    },
    description: {
      en: 'At each step the values of every image are moved towards the mean of their channel or away from it, all by one random factor. The network learns that the light does not matter. When predicting, the block does nothing.',
      ko: '스텝마다 이미지 하나하나의 값을 채널의 평균 쪽으로, 또는 평균에서 멀어지게 같은 무작위 배율로 옮깁니다. 신경망은 조명이 중요하지 않다는 것을 배웁니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula:
      'y = (x − mean) · f + mean with f uniform in 1 − lower … 1 + upper, mean over the pixels of the channel',
    formulaTex: [
      {
        tex: String.raw`y = (x - \mu_c) \cdot f + \mu_c \qquad f \sim \mathcal{U}(1 - \text{lower},\, 1 + \text{upper})`,
      },
    ],
    whenToUse: {
      en: 'For photos taken in different light.',
      ko: '조명이 제각각인 사진에 씁니다.',
    },
    example: {
      en: 'With a factor of 0.2 the contrast lies between 80 % and 120 %.',
      ko: '0.2이면 대비가 80%에서 120% 사이가 됩니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) => {
      const [loss, gain = loss] = read.list(values, 'factor');
      // Of a single number Keras takes only the gain.
      const [low, high] = read.pair(values, 'valueRange');
      const call = kerasCall('RandomContrast', params, values, name, { leaveOut: ['factor', 'valueRange'] });
      const range = low === 0 && high === 255 ? '' : `value_range=(${low}, ${high}), `;
      return call.replace('(', () => `((${loss}, ${gain}), ${range}`);
    },
    pytorch: ({ params: values }) => {
      const range = contrastRange(values).map((x) => Number(x.toPrecision(6)));
      return torchTransform(`v2.ColorJitter(contrast=(${range.join(', ')}))`);
    },
    tfjs: () => null,
  },
};
