import type { ParamSpecs } from '#shared/graph/params';
import type { OptimizerDefinition } from '../definition';
import { readParams } from '../read-params';
import { movingMean } from './moving-mean';
import { optimizerOptions } from './options';
import { beta1Param, beta2Param } from './params';

const params: ParamSpecs = {
  beta1: {
    ...beta1Param,
    help: {
      en: 'Weight of the memory against the new gradient in the direction of the step. Usually 0.9.',
      ko: '걸음의 방향을 정할 때 새 기울기에 비해 지난 기억이 차지하는 비중입니다. 보통 0.9를 씁니다.',
    },
  },
  beta2: {
    ...beta2Param,
    default: 0.99,
    help: {
      en: 'How long the memory of the gradients lasts. Usually 0.99.',
      ko: '기울기의 기억이 오래가는 정도입니다. 보통 0.99를 씁니다.',
    },
  },
  ...optimizerOptions(),
};

/** Chen et al. 2023 (https://keras.io/api/optimizers/lion/). */
export const lion: OptimizerDefinition = {
  label: 'Lion',
  summary: {
    en: 'Uses only the sign of the averaged gradient: every weight moves by the learning rate, up or down. Half of Adam’s memory; wants a learning rate 3 to 10 times smaller.',
    ko: '평균 낸 기울기의 부호만 씁니다. 모든 가중치가 학습률만큼 위나 아래로 움직입니다. 메모리는 Adam의 절반이고, 학습률은 3~10배 작게 잡습니다.',
  },
  formula: 'θ = θ − lr · sign(β₁ · m + (1 − β₁) · g); m = β₂ · m + (1 − β₂) · g',
  params,
  learningRate: { usual: 0.0002, highest: 0.01 },
  slots: () => ({ lion_momentum: 0 }),
  update(b, { theta, gradient, slots, learningRate, params: given }) {
    const read = readParams(params, given);
    const memory = slots['lion_momentum']!;
    const direction = b.sign(movingMean(b, memory, gradient, read.number('beta1')));
    return {
      theta: b.sub(theta, b.mul(direction, learningRate)),
      slots: { lion_momentum: movingMean(b, memory, gradient, read.number('beta2')) },
    };
  },
};
