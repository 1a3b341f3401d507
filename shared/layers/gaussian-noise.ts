import type { ParamSpecs } from '#shared/graph/params';
import { kerasCall, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { torchModule } from './functions/definition';
import { normalNoise } from './noise';
import { paramReader } from './params';
import { keepsShape } from './same-shape';
import { PREDICTION, TRAINING } from './help';

const params: ParamSpecs = {
  stddev: {
    kind: 'float',
    default: 0.1,
    min: 0,
    max: 1000,
    step: 0.05,
    label: { en: 'Standard deviation', ko: '표준편차' },
    help: {
      en: 'Size of the noise, in units of the input. 0.1 for inputs between 0 and 1; 0 switches it off.',
      ko: '잡음의 크기로, 입력과 단위가 같습니다. 입력이 0과 1 사이면 0.1이 알맞고, 0이면 꺼집니다.',
    },
  },
};
const read = paramReader(params);

/** Normal noise while training (https://keras.io/api/layers/regularization_layers/gaussian_noise/). */
export const gaussianNoise: LayerDefinition = {
  ...keepsShape,
  type: 'GaussianNoise',
  category: 'regularization',
  icon: 'chart-scatter',
  params,
  lower: (context) => {
    const { b, params: values, training } = context;
    const x = context.values[0]!;
    const stddev = read.number(values, 'stddev');
    if (!training || stddev === 0) return x;
    return b.add(x, b.mul(normalNoise(context, x.shape, 'noise'), b.scalar(stddev)));
  },
  flops: () => 0,
  badge: (values) => String(read.number(values, 'stddev')),
  view: 'maps',
  docs: {
    summary: {
      en: 'Adds random noise while training, so that small differences do not matter.',
      ko: '학습하는 동안 무작위 잡음을 더해 작은 차이에 흔들리지 않게 합니다.',
    },
    description: {
      en: 'At every training step each value is shifted by a number drawn from a bell curve around 0. The network cannot learn details smaller than the noise, which fights overfitting. When predicting, the block does nothing.',
      ko: '학습 스텝마다 값 하나하나에 0을 중심으로 한 종 모양 분포에서 뽑은 수를 더합니다. 잡음보다 작은 차이는 외울 수 없어 과적합이 줄어듭니다. 예측할 때는 아무것도 하지 않습니다.',
    },
    formula: 'training: y = x + stddev · N(0, 1); prediction: y = x',
    formulaTex: [
      { about: TRAINING, tex: String.raw`y = x + \sigma \cdot \mathcal{N}(0, 1)` },
      { about: PREDICTION, tex: 'y = x' },
    ],
    whenToUse: {
      en: 'Right behind the Input, with little data, and in denoising autoencoders.',
      ko: '데이터가 적을 때 Input 바로 뒤에, 그리고 잡음 제거 오토인코더에 씁니다.',
    },
    example: {
      en: 'Input → GaussianNoise 0.1 → Dense 32 → Dense 784: an autoencoder that removes noise.',
      ko: 'Input → GaussianNoise 0.1 → Dense 32 → Dense 784로 두면 잡음을 없애는 오토인코더가 됩니다.',
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('GaussianNoise', params, values, name, { positional: ['stddev'] }),
    pytorch: ({ params: values }) =>
      torchModule(
        'GaussianNoise',
        `x + ${read.number(values, 'stddev')} * torch.randn_like(x) if self.training else x`,
      ),
    tfjs: ({ params: values, name }) =>
      tfjsCall('layers.gaussianNoise', { stddev: read.number(values, 'stddev'), name }),
  },
};
