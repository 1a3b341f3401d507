import type { ParamSpecs } from '#shared/graph/params';
import { centredGrid, sampleImages, sampleOptions } from './augmentation/affine';
import { drawBetween, factorBadge, factorParam, factorRange, kerasWithFactors } from './augmentation/factor';
import { augmentationBase, torchTransform } from './augmentation/layer';
import { samplingParams } from './augmentation/params';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';

const params: ParamSpecs = {
  factor: factorParam(
    [0.05],
    [-1, 1],
    { en: 'Factor', ko: '회전 비율' },
    {
      en: 'Largest turn as a share of a full circle; two numbers for clockwise (negative) and counter-clockwise. 0.05 is 18°.',
      ko: '한 바퀴에 대한 최대 회전 비율입니다. 두 수면 시계 방향(음수)과 반시계 방향입니다. 0.05는 18°입니다.',
    },
  ),
  ...samplingParams,
};
const read = paramReader(params);

/** Turns images (https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/). */
export const randomRotation: LayerDefinition = {
  ...augmentationBase('RandomRotation', params, ['factor'], (context, images) => {
    const { b, params: values } = context;
    const [, , height, width] = images.shape as [number, number, number, number];
    const grid = centredGrid(b, height, width);
    const turns = drawBetween(context, factorRange(values, 'factor'), 'angle');
    const angle = b.mul(turns, b.scalar(2 * Math.PI));
    const [cos, sin] = [b.cos(angle), b.sin(angle)];
    // Rows count downwards, so this reads clockwise: the picture turns counter-clockwise.
    const from = {
      x: b.sub(b.mul(cos, grid.x), b.mul(sin, grid.y)),
      y: b.add(b.mul(sin, grid.x), b.mul(cos, grid.y)),
    };
    return sampleImages(b, images, from, sampleOptions(values));
  }),
  icon: 'rotate-cw-square',
  badge: (values) => factorBadge(read.list(values, 'factor')),
  docs: {
    summary: {
      en: 'Turns every image a little at random while training.',
      ko: '학습하는 동안 이미지마다 무작위로 조금씩 돌립니다.',
    },
    description: {
      en: 'At each step every image is turned around its centre by its own random angle; the corners that become empty are filled. The network learns to recognise things that stand aslant. When predicting, the block does nothing.',
      ko: '스텝마다 이미지 하나하나를 가운데를 중심으로 무작위 각도만큼 돌리고, 빈 모서리는 채웁니다. 신경망은 비스듬히 놓인 사물도 알아보게 됩니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula: 'angle = 2π · u with u uniform within the factor; positive turns counter-clockwise',
    formulaTex: [
      { tex: String.raw`\alpha = 2\pi u \qquad u \sim \mathcal{U}(\text{lower}, \text{upper})` },
      { tex: String.raw`y_{i,j} = x_{i\cos\alpha - j\sin\alpha,\; i\sin\alpha + j\cos\alpha}` },
    ],
    whenToUse: {
      en: 'For handwriting with small factors, for pictures from above (satellite, microscope) with large ones.',
      ko: '손글씨에는 작은 비율로, 위성이나 현미경처럼 위에서 본 이미지에는 큰 비율로 씁니다.',
    },
    example: {
      en: 'Factor 0.05 turns by up to 18° either way; 0.5 would make a 6 a 9.',
      ko: '비율이 0.05이면 양쪽으로 최대 18°까지 돌립니다. 0.5이면 6이 9가 될 수 있습니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasWithFactors('RandomRotation', params, values, name, ['factor']),
    pytorch: ({ params: values }) => {
      const degrees = factorRange(values, 'factor').map((turn) => Number((360 * turn).toPrecision(6)));
      const mode = read.text(values, 'interpolation').toUpperCase();
      return torchTransform(
        `v2.RandomRotation((${degrees.join(', ')}), interpolation=v2.InterpolationMode.${mode})`,
      );
    },
    tfjs: () => null,
  },
};
