import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { keepMask } from './noise';
import { dropRateParam, paramReader } from './params';
import { keepsShape } from './same-shape';
import { PREDICTION, TRAINING } from './help';

const params: ParamSpecs = {
  rate: dropRateParam({
    en: 'Share of the values that are set to 0 at each training step. 0.2 to 0.5; 0 switches it off.',
    ko: '학습 스텝마다 0으로 만드는 값의 비율입니다. 0.2~0.5를 쓰며, 0이면 꺼집니다.',
  }),
};
const read = paramReader(params);

/** Inverted dropout (Srivastava et al. 2014; https://keras.io/api/layers/regularization_layers/dropout/). */
export const dropout: LayerDefinition = {
  ...keepsShape,
  type: 'Dropout',
  category: 'regularization',
  icon: 'dices',
  params,
  lower: (context) => {
    const { b, params: values, training } = context;
    const x = context.values[0]!;
    const rate = read.number(values, 'rate');
    if (!training || rate === 0) return x;
    return b.mul(x, b.mul(keepMask(context, x.shape, rate, 'mask'), b.scalar(1 / (1 - rate))));
  },
  flops: () => 0,
  badge: (values) => String(read.number(values, 'rate')),
  view: 'maps',
  docs: {
    summary: {
      en: 'Drops random values while training, so that the network does not rely on single ones.',
      ko: '학습하는 동안 값을 무작위로 버려, 신경망이 몇몇 값에만 기대지 않게 합니다.',
    },
    description: {
      en: 'At every training step a random share of the values becomes 0, and the others are scaled up so that their sum stays the same on average. The network has to spread what it knows over many units, which fights overfitting. When predicting, the block does nothing.',
      ko: '학습 스텝마다 값의 일부를 무작위로 0으로 만들고, 나머지는 평균적인 합이 유지되도록 키웁니다. 신경망은 배운 것을 여러 유닛에 나누어 담아야 하므로 과적합이 줄어듭니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula:
      'training: y = x · keep / (1 − rate), keep = 1 with probability 1 − rate, else 0; prediction: y = x',
    formulaTex: [
      {
        about: TRAINING,
        tex: String.raw`y = \frac{x \cdot k}{1 - r} \qquad P(k = 1) = 1 - r`,
      },
      { about: PREDICTION, tex: 'y = x' },
    ],
    whenToUse: {
      en: 'Before the last Dense layers when the training accuracy runs away from the validation accuracy.',
      ko: '학습 정확도만 오르고 검증 정확도가 따라오지 않을 때, 끝쪽 Dense 앞에 둡니다.',
    },
    example: {
      en: 'Dense 64 relu → Dropout 0.3 → Dense 10 softmax.',
      ko: 'Dense 64 relu → Dropout 0.3 → Dense 10 softmax 순서로 둡니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) => kerasCall('Dropout', params, values, name, { positional: ['rate'] }),
    pytorch: ({ params: values }) => `nn.Dropout(${read.number(values, 'rate')})`,
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.dropout', { rate: read.number(values, 'rate'), name }),
  },
};
