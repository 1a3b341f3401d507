import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition, OptimizerUpdate } from '../definition';
import { readParams } from '../read-params';
import { optimizerOptions } from './options';
import { momentumParam } from './params';

const params: ParamSpecs = {
  momentum: momentumParam,
  nesterov: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Nesterov', ko: '네스테로프' },
    help: {
      en: 'Looks ahead along the momentum before it corrects. Needs a momentum above 0.',
      ko: '모멘텀 방향으로 미리 내다본 뒤 고칩니다. 모멘텀이 0보다 커야 효과가 있습니다.',
    },
  },
  ...optimizerOptions(),
};

/** https://keras.io/api/optimizers/sgd/ */
export const sgd: OptimizerDefinition = {
  label: 'SGD',
  summary: {
    en: 'Gradient descent: a step against the gradient, with momentum if you like. Simple, and strong with a well-chosen learning rate (0.01 … 0.5).',
    ko: '경사하강법입니다. 기울기의 반대 방향으로 움직이며 모멘텀을 더할 수 있습니다. 단순하지만 학습률(0.01~0.5)을 잘 고르면 강력합니다.',
  },
  formula:
    'v = momentum · v − lr · g; θ = θ + v (Nesterov: θ = θ + momentum · v − lr · g; without momentum: θ = θ − lr · g)',
  params,
  learningRate: { usual: 0.1, highest: 2 },
  slots: (given): Record<string, number> =>
    readParams(params, given).number('momentum') > 0 ? { momentum: 0 } : {},
  update(b, { theta, gradient, slots, learningRate, params: given }): OptimizerUpdate {
    const read = readParams(params, given);
    const momentum = read.number('momentum');
    const step = b.mul(gradient, learningRate);
    if (momentum === 0) return { theta: b.sub(theta, step), slots: {} };
    const factor = b.scalar(momentum);
    // The learning rate is inside the velocity, as in Keras (PyTorch has it outside).
    const velocity = b.sub(b.mul(slots['momentum']!, factor), step);
    const movement = read.flag('nesterov') ? b.sub(b.mul(velocity, factor), step) : velocity;
    return { theta: b.add(theta, movement), slots: { momentum: velocity } };
  },
};
