import type { ParamSpecs } from '#shared/graph/params';
import { centredGrid, sampleImages, sampleOptions } from './augmentation/affine';
import { drawBetween, factorBadge, factorParam, factorRange, kerasWithFactors } from './augmentation/factor';
import { augmentationBase, torchTransform } from './augmentation/layer';
import { samplingParams } from './augmentation/params';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';

const params: ParamSpecs = {
  heightFactor: factorParam(
    [0.1],
    [-1, 1],
    { en: 'Up and down', ko: '위아래 이동' },
    {
      en: 'Largest shift as a share of the height; two numbers for up (negative) and down. 0.05 to 0.2.',
      ko: '높이에 대한 최대 이동 비율입니다. 두 수면 위(음수)와 아래입니다. 0.05~0.2가 알맞습니다.',
    },
  ),
  widthFactor: factorParam(
    [0.1],
    [-1, 1],
    { en: 'Left and right', ko: '좌우 이동' },
    {
      en: 'Largest shift as a share of the width; two numbers for left (negative) and right. 0.05 to 0.2.',
      ko: '너비에 대한 최대 이동 비율입니다. 두 수면 왼쪽(음수)과 오른쪽입니다. 0.05~0.2가 알맞습니다.',
    },
  ),
  ...samplingParams,
};
const read = paramReader(params);
const FACTORS = ['heightFactor', 'widthFactor'];

/** Shifts images (https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/). */
export const randomTranslation: LayerDefinition = {
  ...augmentationBase('RandomTranslation', params, FACTORS, (context, images) => {
    const { b, params: values } = context;
    const [, , height, width] = images.shape as [number, number, number, number];
    const grid = centredGrid(b, height, width);
    const down = drawBetween(context, factorRange(values, 'heightFactor'), 'height');
    const right = drawBetween(context, factorRange(values, 'widthFactor'), 'width');
    const from = {
      x: b.sub(grid.x, b.mul(right, b.scalar(width))),
      y: b.sub(grid.y, b.mul(down, b.scalar(height))),
    };
    return sampleImages(b, images, from, sampleOptions(values));
  }),
  icon: 'move',
  badge: (values) => FACTORS.map((name) => factorBadge(read.list(values, name))).join(', '),
  docs: {
    summary: {
      en: 'Shifts every image a little at random while training.',
      ko: '학습하는 동안 이미지마다 무작위로 조금씩 옮깁니다.',
    },
    description: {
      en: 'At each step every image moves up or down and left or right by its own random share; what becomes empty is filled. The network learns that the place of a thing does not matter. When predicting, the block does nothing.',
      ko: '스텝마다 이미지 하나하나가 무작위 비율만큼 위아래와 좌우로 움직이고, 빈 곳은 채워집니다. 신경망은 사물의 위치가 중요하지 않다는 것을 배웁니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula: 'y[i, j] = x[i − height · u, j − width · v] with u, v uniform within the factors',
    formulaTex: [
      {
        tex: String.raw`y_{i,j} = x_{i - H u,\; j - W v} \qquad u, v \sim \mathcal{U}(\text{lower}, \text{upper})`,
      },
    ],
    whenToUse: {
      en: 'With little data, when things are not always in the middle of the picture.',
      ko: '데이터가 적고 사물이 늘 한가운데에 있지는 않을 때 씁니다.',
    },
    example: {
      en: 'Factors 0.1, 0.1 shift a digit of 28 × 28 by up to 2.8 pixels in each direction.',
      ko: '비율이 0.1, 0.1이면 28 × 28 숫자가 방향마다 최대 2.8픽셀 움직입니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasWithFactors('RandomTranslation', params, values, name, FACTORS),
    pytorch: ({ params: values }) => {
      const [height, width] = FACTORS.map((name) => Math.max(...factorRange(values, name).map(Math.abs)));
      return torchTransform(`v2.RandomAffine(0, translate=(${width}, ${height}))`);
    },
    tfjs: () => null,
  },
};
