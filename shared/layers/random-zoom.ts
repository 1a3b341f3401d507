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
    { en: 'Zoom', ko: '확대·축소' },
    {
      en: 'Largest change of size; two numbers for closer (negative) and farther. 0.1 to 0.3.',
      ko: '크기의 최대 변화입니다. 두 수면 확대(음수)와 축소입니다. 0.1~0.3이 알맞습니다.',
    },
  ),
  widthFactor: {
    ...factorParam(
      [0.1],
      [-1, 1],
      { en: 'Zoom of the width', ko: '너비의 확대·축소' },
      {
        en: 'The width by itself, which distorts; empty zooms both alike.',
        ko: '너비만 따로 바꾸어 비율이 달라집니다. 비우면 높이와 함께 바뀝니다.',
      },
    ),
    default: null,
    nullable: true,
    nullLabel: { en: 'as the height', ko: '높이와 같게' },
  },
  ...samplingParams,
};
const read = paramReader(params);
const FACTORS = ['heightFactor', 'widthFactor'];

/** Brings images closer or farther away (https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/). */
export const randomZoom: LayerDefinition = {
  ...augmentationBase('RandomZoom', params, FACTORS, (context, images) => {
    const { b, params: values } = context;
    const [, , height, width] = images.shape as [number, number, number, number];
    const grid = centredGrid(b, height, width);
    const zoom = (name: string, purpose: string) =>
      b.add(drawBetween(context, factorRange(values, name), purpose), b.scalar(1));
    const down = zoom('heightFactor', 'height');
    const across = read.optionalList(values, 'widthFactor') ? zoom('widthFactor', 'width') : down;
    const from = { x: b.mul(grid.x, across), y: b.mul(grid.y, down) };
    return sampleImages(b, images, from, sampleOptions(values));
  }),
  icon: 'zoom-in',
  badge: (values) =>
    FACTORS.flatMap((name) => read.optionalList(values, name) ?? [])
      .map((factor) => factorBadge([factor]))
      .join(', '),
  docs: {
    summary: {
      en: 'Brings every image a little closer or farther at random while training.',
      ko: '학습하는 동안 이미지마다 무작위로 조금씩 확대하거나 축소합니다.',
    },
    description: {
      en: 'At each step every image is scaled around its centre by its own random factor; what becomes empty is filled. The network learns that the size of a thing does not matter. When predicting, the block does nothing.',
      ko: '스텝마다 이미지 하나하나를 가운데를 중심으로 무작위 배율만큼 키우거나 줄이고, 빈 곳은 채웁니다. 신경망은 사물의 크기가 중요하지 않다는 것을 배웁니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula: 'y[i, j] = x[z · i, z · j] from the centre, z = 1 + u with u uniform within the factor',
    formulaTex: [
      {
        tex: String.raw`y_{i,j} = x_{z i,\, z j} \qquad z = 1 + u,\; u \sim \mathcal{U}(\text{lower}, \text{upper})`,
      },
    ],
    whenToUse: {
      en: 'With little data, when things are photographed from different distances.',
      ko: '데이터가 적고 사물을 찍은 거리가 제각각일 때 씁니다.',
    },
    example: {
      en: 'A factor of 0.2 shows between 80 % and 120 % of the picture.',
      ko: '비율이 0.2이면 이미지의 80%에서 120%까지를 보여 줍니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasWithFactors('RandomZoom', params, values, name, FACTORS),
    pytorch: ({ params: values }) => {
      const [low, high] = factorRange(values, 'heightFactor');
      // PyTorch's scale is the size of the picture, Keras's zoom that of the view.
      const scale = [1 / (1 + high), 1 / Math.max(1 + low, 0.01)].map((x) => Number(x.toPrecision(4)));
      return torchTransform(`v2.RandomAffine(0, scale=(${scale.join(', ')}))`);
    },
    tfjs: () => null,
  },
};
