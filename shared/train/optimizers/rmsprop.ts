import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { movingMean } from './moving-mean';
import { optimizerOptions } from './options';
import { epsilonParam, momentumParam, rhoParam } from './params';

const params: ParamSpecs = {
  rho: rhoParam(0.9),
  momentum: momentumParam,
  centered: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Centered', ko: '중심화' },
    help: {
      en: 'Divides by the spread of the gradients around their mean instead of by their size. Sometimes helps, costs one more memory.',
      ko: '기울기의 크기 대신 평균을 중심으로 퍼진 정도로 나눕니다. 도움이 될 때가 있지만 메모리를 더 씁니다.',
    },
  },
  epsilon: epsilonParam,
  ...optimizerOptions(),
};

/** https://keras.io/api/optimizers/rmsprop/ (epsilon inside the root). */
export const rmsprop: OptimizerDefinition = {
  label: 'RMSprop',
  summary: {
    en: 'Divides each step by the recent size of that weight’s gradients, so that steep and flat directions move alike. Long used for recurrent networks.',
    ko: '가중치마다 최근 기울기의 크기로 걸음을 나누어, 가파른 방향과 완만한 방향이 비슷하게 움직입니다. 순환 신경망에 오래 쓰여 왔습니다.',
  },
  formula: 'v = ρ · v + (1 − ρ) · g²; θ = θ − lr · g / √(v + ε) (centered: v − mean(g)² in place of v)',
  params,
  learningRate: { usual: 0.001, highest: 0.1 },
  slots(given) {
    const read = readParams(params, given);
    return {
      mean_square: 0,
      ...(read.flag('centered') && { mean_gradient: 0 }),
      ...(read.number('momentum') > 0 && { rms_momentum: 0 }),
    };
  },
  update(b, { theta, gradient, slots, learningRate, params: given }) {
    const read = readParams(params, given);
    const [rho, momentum] = [read.number('rho'), read.number('momentum')];
    const next: Record<string, typeof theta> = {
      mean_square: movingMean(b, slots['mean_square']!, b.mul(gradient, gradient), rho),
    };
    let square = next['mean_square']!;
    if (read.flag('centered')) {
      const mean = movingMean(b, slots['mean_gradient']!, gradient, rho);
      next['mean_gradient'] = mean;
      square = b.sub(square, b.mul(mean, mean));
    }
    const root = b.sqrt(b.add(square, b.scalar(read.number('epsilon'))));
    let movement = b.div(b.mul(gradient, learningRate), root);
    if (momentum > 0) {
      movement = b.add(b.mul(slots['rms_momentum']!, b.scalar(momentum)), movement);
      next['rms_momentum'] = movement;
    }
    return { theta: b.sub(theta, movement), slots: next };
  },
};
