import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { SELU_ALPHA, SELU_SCALE } from './functions/rectifiers';
import { keepMask } from './noise';
import { dropRateParam, paramReader } from './params';
import { keepsShape } from './same-shape';
import { PREDICTION, TRAINING } from './help';

const params: ParamSpecs = {
  rate: dropRateParam({
    en: 'Share of the values that are dropped at each training step. 0.05 to 0.2; 0 switches it off.',
    ko: '학습 스텝마다 버리는 값의 비율입니다. 0.05~0.2를 쓰며, 0이면 꺼집니다.',
  }),
};
const read = paramReader(params);

/** What SELU gives for very negative values. */
const FLOOR = -SELU_ALPHA * SELU_SCALE;

/** Dropout that keeps mean and variance for SELU (Klambauer et al. 2017; https://keras.io/api/layers/regularization_layers/alpha_dropout/). */
export const alphaDropout: LayerDefinition = {
  ...keepsShape,
  type: 'AlphaDropout',
  category: 'regularization',
  icon: 'dice-5',
  params,
  lower: (context) => {
    const { b, params: values, training } = context;
    const x = context.values[0]!;
    const rate = read.number(values, 'rate');
    if (!training || rate === 0) return x;
    const scale = ((1 - rate) * (1 + rate * FLOOR ** 2)) ** -0.5;
    const kept = keepMask(context, x.shape, rate, 'mask');
    // scale · (x · kept + FLOOR · (1 − kept)) − scale · FLOOR · rate, with the masks put together.
    const level = b.add(b.mul(kept, b.scalar(-FLOOR * scale)), b.scalar(scale * FLOOR * (1 - rate)));
    return b.add(b.mul(x, b.mul(kept, b.scalar(scale))), level);
  },
  flops: () => 0,
  badge: (values) => String(read.number(values, 'rate')),
  view: 'maps',
  docs: {
    summary: {
      en: 'The dropout that goes with SELU: it keeps mean and variance.',
      ko: 'SELU에 맞는 드롭아웃으로, 평균과 분산을 유지합니다.',
    },
    description: {
      en: 'Dropped values do not become 0 but the value that SELU has for very negative inputs; then all are scaled and shifted so that mean 0 and variance 1 stay. Networks of SELU layers go on normalizing themselves. When predicting, the block does nothing.',
      ko: '버린 값은 0이 아니라 SELU가 아주 작은 입력에서 내는 값이 되고, 이어서 평균 0과 분산 1이 유지되도록 전체를 조절합니다. 그래서 SELU 신경망의 자기 정규화가 이어집니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula:
      'training: y = a · (x · keep + α′ · (1 − keep)) + b with α′ = −1.7581, a = ((1 − rate)(1 + rate · α′²))^(−1/2), b = −a · α′ · rate; prediction: y = x',
    formulaTex: [
      {
        about: TRAINING,
        tex: String.raw`y = a \cdot \bigl(x \cdot k + \alpha' (1 - k)\bigr) + b \qquad \alpha' = -1.7581`,
      },
      {
        about: TRAINING,
        tex: String.raw`a = \bigl((1 - r)(1 + r \alpha'^2)\bigr)^{-1/2} \qquad b = -a\, \alpha'\, r`,
      },
      { about: PREDICTION, tex: 'y = x' },
    ],
    whenToUse: {
      en: 'Behind Dense layers with selu, instead of Dropout.',
      ko: 'selu를 쓰는 Dense 뒤에 Dropout 대신 둡니다.',
    },
    example: {
      en: 'Dense 64 selu → AlphaDropout 0.1 → Dense 10 softmax.',
      ko: 'Dense 64 selu → AlphaDropout 0.1 → Dense 10 softmax 순서로 둡니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('AlphaDropout', params, values, name, { positional: ['rate'] }),
    pytorch: ({ params: values }) => `nn.AlphaDropout(${read.number(values, 'rate')})`,
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.alphaDropout', { rate: read.number(values, 'rate'), name }),
  },
};
