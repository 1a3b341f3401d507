import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from './definition';

const sgdParams: ParamSpecs = {
  momentum: {
    kind: 'float',
    default: 0,
    min: 0,
    max: 1,
    exclusiveMax: true,
    step: 0.05,
    label: { en: 'Momentum', ko: '모멘텀' },
    help: {
      en: 'Share of the last movement that is kept, like a rolling ball. 0 is plain gradient descent, 0.9 the usual choice.',
      ko: '굴러가는 공처럼 직전 이동을 유지하는 비율입니다. 0이면 순수한 경사하강법이고, 보통 0.9를 씁니다.',
    },
  },
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
};

const adamParams: ParamSpecs = {
  beta1: {
    kind: 'float',
    default: 0.9,
    min: 0,
    max: 1,
    exclusiveMax: true,
    step: 0.01,
    advanced: true,
    label: { en: 'Beta 1', ko: '베타 1' },
    help: {
      en: 'How long the mean of the gradients remembers. 0.9 is right nearly always.',
      ko: '기울기 평균이 지난 값을 기억하는 정도입니다. 거의 언제나 0.9면 됩니다.',
    },
  },
  beta2: {
    kind: 'float',
    default: 0.999,
    min: 0,
    max: 1,
    exclusiveMax: true,
    step: 0.001,
    advanced: true,
    label: { en: 'Beta 2', ko: '베타 2' },
    help: {
      en: 'How long the mean of the squared gradients remembers. 0.999 is right nearly always.',
      ko: '기울기 제곱의 평균이 지난 값을 기억하는 정도입니다. 거의 언제나 0.999면 됩니다.',
    },
  },
  epsilon: {
    kind: 'float',
    default: 1e-7,
    min: 0,
    max: 1,
    exclusiveMin: true,
    advanced: true,
    label: { en: 'Epsilon', ko: '엡실론' },
    help: {
      en: 'Keeps the step finite where gradients are tiny.',
      ko: '기울기가 아주 작을 때 나눗셈이 발산하지 않게 합니다.',
    },
  },
};

type Update = ReturnType<OptimizerDefinition['update']>;

const numberIn = (specs: ParamSpecs, params: Params, name: string): number =>
  (params[name] ?? specs[name]!.default) as number;

/** By Keras's class names, with Keras's formulas and defaults (https://keras.io/api/optimizers/). */
export const OPTIMIZERS: Readonly<Record<string, OptimizerDefinition>> = {
  SGD: {
    label: 'SGD',
    summary: {
      en: 'Gradient descent: a step against the gradient, with momentum if you like. Simple, and strong with a well-chosen learning rate (0.01 … 0.5).',
      ko: '경사하강법입니다. 기울기의 반대 방향으로 움직이며 모멘텀을 더할 수 있습니다. 단순하지만 학습률(0.01~0.5)을 잘 고르면 강력합니다.',
    },
    formula:
      'v = momentum · v − lr · g; θ = θ + v (Nesterov: θ = θ + momentum · v − lr · g; without momentum: θ = θ − lr · g)',
    params: sgdParams,
    slots: (params) => (numberIn(sgdParams, params, 'momentum') > 0 ? ['momentum'] : []),
    update(b, { theta, gradient, slots, learningRate, params }): Update {
      const momentum = numberIn(sgdParams, params, 'momentum');
      const step = b.mul(gradient, learningRate);
      if (momentum === 0) return { theta: b.sub(theta, step), slots: {} };
      const factor = b.scalar(momentum);
      // The learning rate is inside the velocity, as in Keras (PyTorch has it outside).
      const velocity = b.sub(b.mul(slots['momentum']!, factor), step);
      const movement = params['nesterov'] === true ? b.sub(b.mul(velocity, factor), step) : velocity;
      return { theta: b.add(theta, movement), slots: { momentum: velocity } };
    },
  },
  Adam: {
    label: 'Adam',
    summary: {
      en: 'Gives every weight its own step size from the history of its gradients. Works well without tuning (learning rate 0.001).',
      ko: '가중치마다 지난 기울기를 바탕으로 걸음의 크기를 따로 정합니다. 조정하지 않아도 잘 작동합니다(학습률 0.001).',
    },
    formula:
      'm = β₁ · m + (1 − β₁) · g; v = β₂ · v + (1 − β₂) · g²; θ = θ − lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)',
    params: adamParams,
    slots: () => ['m', 'v'],
    /**
     * Kingma and Ba 2015, the form before section 2.1 (epsilon beside the uncorrected root), as Keras has it. The slots hold
     * m / (1 − β₁) and v / (1 − β₂): that saves two passes over the weights.
     */
    update(b, { theta, gradient, slots, learningRate, step, params }) {
      const [beta1, beta2] = [numberIn(adamParams, params, 'beta1'), numberIn(adamParams, params, 'beta2')];
      const m = b.add(b.mul(slots['m']!, b.scalar(beta1)), gradient);
      const v = b.add(b.mul(slots['v']!, b.scalar(beta2)), b.mul(gradient, gradient));
      const one = b.scalar(1);
      const updates = b.add(step, one);
      const correction1 = b.sub(one, b.pow(b.scalar(beta1), updates));
      const correction2 = b.sub(one, b.pow(b.scalar(beta2), updates));
      const rate = b.div(b.mul(learningRate, b.sqrt(correction2)), correction1);
      const spread = Math.sqrt(1 - beta2);
      const factor = b.mul(rate, b.scalar((1 - beta1) / spread));
      const root = b.add(b.sqrt(v), b.scalar(numberIn(adamParams, params, 'epsilon') / spread));
      return { theta: b.sub(theta, b.div(b.mul(m, factor), root)), slots: { m, v } };
    },
  },
};
