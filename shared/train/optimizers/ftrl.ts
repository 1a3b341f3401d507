import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { optimizerOptions } from './options';
import { initialAccumulatorParam } from './params';

const strength: Pick<
  Extract<ParamSpec, { kind: 'float' | 'int' }>,
  'kind' | 'default' | 'min' | 'max' | 'advanced'
> = {
  kind: 'float',
  default: 0,
  min: 0,
  max: 1e6,
  advanced: true,
};

const params: ParamSpecs = {
  learningRatePower: {
    kind: 'float',
    default: -0.5,
    min: -10,
    max: 0,
    step: 0.1,
    advanced: true,
    label: { en: 'Learning rate power', ko: '학습률 지수' },
    help: {
      en: 'How fast step sizes fall as gradients add up. −0.5 is the paper’s square root, 0 keeps them.',
      ko: '기울기가 쌓이면서 걸음이 줄어드는 속도입니다. −0.5는 논문의 제곱근이고, 0이면 줄지 않습니다.',
    },
  },
  initialAccumulatorValue: initialAccumulatorParam,
  l1RegularizationStrength: {
    ...strength,
    label: { en: 'L1 strength', ko: 'L1 규제 세기' },
    help: {
      en: 'Sets weights that matter little to exactly 0. 0 turns it off.',
      ko: '중요하지 않은 가중치를 정확히 0으로 만듭니다. 0이면 쓰지 않습니다.',
    },
  },
  l2RegularizationStrength: {
    ...strength,
    label: { en: 'L2 strength', ko: 'L2 규제 세기' },
    help: {
      en: 'Holds the steps back, which keeps weights small. 0 turns it off.',
      ko: '걸음을 억제해 가중치를 작게 유지합니다. 0이면 쓰지 않습니다.',
    },
  },
  l2ShrinkageRegularizationStrength: {
    ...strength,
    label: { en: 'L2 shrinkage', ko: 'L2 축소 세기' },
    help: {
      en: 'Adds an L2 penalty to the gradient itself, as one would to the loss. 0 turns it off.',
      ko: '손실에 L2 규제를 더하듯 기울기에 규제를 더합니다. 0이면 쓰지 않습니다.',
    },
  },
  beta: {
    ...strength,
    label: { en: 'Beta', ko: '베타' },
    help: {
      en: 'The paper’s β: makes the first steps smaller. Usually 0.',
      ko: '논문의 β로, 처음 걸음을 작게 합니다. 보통 0을 씁니다.',
    },
  },
  ...optimizerOptions(),
};

/** McMahan et al. 2013, as Keras has it (https://keras.io/api/optimizers/ftrl/). */
export const ftrl: OptimizerDefinition = {
  label: 'Ftrl',
  summary: {
    en: 'Follow the regularized leader: computes the weights anew in each step from the sum of all gradients. Made for shallow models with many rare inputs.',
    ko: '매 스텝마다 지금까지의 기울기 합으로 가중치를 새로 계산합니다(follow the regularized leader). 드문 입력이 많은 얕은 모델을 위한 방법입니다.',
  },
  formula:
    "n' = n + g²; z = z + g − (n'^−p − n^−p) / lr · θ; θ = (clip(z, ± l1) − z) / (n'^−p / lr + 2 · l2 + β / lr), p = learning rate power",
  params,
  learningRate: { usual: 0.01, highest: 1 },
  slots: (given) => ({
    ftrl_sum_square: readParams(params, given).number('initialAccumulatorValue'),
    ftrl_linear: 0,
  }),
  update(b, { theta, gradient, slots, learningRate, params: given }) {
    const read = readParams(params, given);
    const power = b.scalar(-read.number('learningRatePower'));
    const shrinkage = read.number('l2ShrinkageRegularizationStrength');
    const l1 = read.number('l1RegularizationStrength');
    const sum = b.add(slots['ftrl_sum_square']!, b.mul(gradient, gradient));
    const powered = b.pow(sum, power);
    const growth = b.div(b.sub(powered, b.pow(slots['ftrl_sum_square']!, power)), learningRate);
    const pull = shrinkage > 0 ? b.add(gradient, b.mul(theta, b.scalar(2 * shrinkage))) : gradient;
    const linear = b.add(slots['ftrl_linear']!, b.sub(pull, b.mul(growth, theta)));
    const penalty = b.add(
      b.scalar(2 * read.number('l2RegularizationStrength')),
      b.div(b.scalar(read.number('beta')), learningRate),
    );
    const quadratic = b.add(b.div(powered, learningRate), penalty);
    const next = b.div(b.sub(b.clip(linear, -l1, l1), linear), quadratic);
    return { theta: next, slots: { ftrl_sum_square: sum, ftrl_linear: linear } };
  },
};
