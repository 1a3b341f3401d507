import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall } from './code';
import type { LayerDefinition } from './definition';
import { keepMask } from './noise';
import { dropRateParam, paramReader } from './params';
import { needsImage } from './problems';
import { keepsShape } from './same-shape';
import { PREDICTION, TRAINING } from './help';

const params: ParamSpecs = {
  rate: dropRateParam({
    en: 'Share of the feature maps that are set to 0 at each training step. 0.1 to 0.3; 0 switches it off.',
    ko: '학습 스텝마다 0으로 만드는 특징 맵의 비율입니다. 0.1~0.3을 쓰며, 0이면 꺼집니다.',
  }),
};
const read = paramReader(params);

/** Dropout of whole feature maps (Tompson et al. 2015; https://keras.io/api/layers/regularization_layers/spatial_dropout2d/). */
export const spatialDropout2d: LayerDefinition = {
  ...keepsShape,
  type: 'SpatialDropout2D',
  category: 'regularization',
  icon: 'layers-minus',
  params,
  inferShape: ({ inputs }) =>
    inputs[0]!.length === 3
      ? { ok: true, shape: inputs[0]! }
      : { ok: false, problem: needsImage('SpatialDropout2D', inputs[0]!) },
  lower: (context) => {
    const { b, params: values, training } = context;
    const x = context.values[0]!;
    const rate = read.number(values, 'rate');
    if (!training || rate === 0) return x;
    const [batch, channels] = x.shape as [number, number];
    const kept = keepMask(context, [batch, channels, 1, 1], rate, 'mask');
    return b.mul(x, b.mul(kept, b.scalar(1 / (1 - rate))));
  },
  flops: () => 0,
  badge: (values) => String(read.number(values, 'rate')),
  view: 'maps',
  docs: {
    summary: {
      en: 'Dropout for images: drops whole feature maps instead of single values.',
      ko: '값 하나가 아니라 특징 맵을 통째로 버리는, 이미지를 위한 드롭아웃입니다.',
    },
    description: {
      en: 'Neighbouring pixels of a feature map are alike, so dropping single ones hardly takes anything away. This block drops a random share of the maps as a whole and scales the others up. When predicting, it does nothing.',
      ko: '특징 맵에서 이웃한 픽셀은 서로 비슷하므로 하나씩 버려서는 효과가 거의 없습니다. 이 블록은 특징 맵의 일부를 통째로 버리고 나머지를 키웁니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula: 'training: y[·, ·, c] = x[·, ·, c] · keep[c] / (1 − rate); prediction: y = x',
    formulaTex: [
      { about: TRAINING, tex: String.raw`y_{i,j,c} = \frac{x_{i,j,c} \cdot k_c}{1 - r}` },
      { about: PREDICTION, tex: 'y = x' },
    ],
    whenToUse: {
      en: 'Between convolutions, where Dropout has little effect.',
      ko: 'Dropout의 효과가 적은 합성곱들 사이에 씁니다.',
    },
    example: {
      en: 'Conv2D 32 → SpatialDropout2D 0.2 → Conv2D 32: about 6 of the 32 maps are missing at each step.',
      ko: 'Conv2D 32 → SpatialDropout2D 0.2 → Conv2D 32로 두면 스텝마다 특징 맵 32개 가운데 6개쯤이 빠집니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('SpatialDropout2D', params, values, name, { positional: ['rate'] }),
    pytorch: ({ params: values }) => `nn.Dropout2d(${read.number(values, 'rate')})`,
    tfjs: () => null,
  },
};
