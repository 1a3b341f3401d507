import { CLIP_LIMITS } from '#shared/train/optimizers/clip';
import { OPTIMIZERS } from '#shared/train/optimizers';
import type { Rule } from './context';

const LOWEST_RATE = 1e-6;

const learningRateRange: Rule = ({ training }) => {
  const { learningRate, optimizer } = training;
  const rates = OPTIMIZERS[optimizer.type]?.learningRate;
  if (!rates) return [];
  const { usual, highest } = rates;
  const isHigh = learningRate > highest;
  if (!isHigh && learningRate >= LOWEST_RATE) return [];
  return [
    {
      code: isHigh ? 'learning-rate-high' : 'learning-rate-low',
      severity: 'warning',
      param: 'learningRate',
      message: isHigh
        ? {
            en: `A learning rate of ${learningRate} is far above what usually works with ${optimizer.type}; the loss may grow instead of shrink.`,
            ko: `학습률 ${learningRate}은(는) ${optimizer.type}에서 보통 쓰는 값보다 훨씬 커서 손실이 줄지 않고 커질 수 있습니다.`,
          }
        : {
            en: `A learning rate of ${learningRate} is so small that the weights will hardly move.`,
            ko: `학습률 ${learningRate}은(는) 너무 작아서 가중치가 거의 바뀌지 않습니다.`,
          },
      expected: `${LOWEST_RATE} … ${highest}`,
      received: String(learningRate),
      fix: {
        label: { en: `Set to ${usual}`, ko: `${usual}(으)로 설정` },
        repair: { kind: 'setTraining', key: 'learningRate', value: usual },
      },
    },
  ];
};

const nesterovWithoutMomentum: Rule = ({ training: { optimizer } }) => {
  const { nesterov, momentum } = optimizer.params;
  if (optimizer.type !== 'SGD' || nesterov !== true || (typeof momentum === 'number' && momentum > 0))
    return [];
  return [
    {
      code: 'nesterov-without-momentum',
      severity: 'hint',
      param: 'nesterov',
      message: {
        en: 'Nesterov looks ahead along the momentum; without momentum it changes nothing.',
        ko: '네스테로프는 모멘텀 방향을 미리 내다보는 방법이라 모멘텀이 0이면 아무 효과가 없습니다.',
      },
      expected: { en: 'a momentum above 0, usually 0.9', ko: '0보다 큰 모멘텀, 보통 0.9' },
      received: String(momentum ?? 0),
    },
  ];
};

/** Keras allows one of them; the first that is set is the one that works. */
const severalClipLimits: Rule = ({ training: { optimizer } }) => {
  const set = CLIP_LIMITS.filter((name) => typeof optimizer.params[name] === 'number');
  if (set.length < 2) return [];
  return [
    {
      code: 'several-clip-limits',
      severity: 'warning',
      param: set[1]!,
      message: {
        en: `Gradients are clipped in one way only: ${set[0]} works, the others do nothing.`,
        ko: `기울기 제한은 한 가지만 쓸 수 있습니다. ${set[0]}만 적용되고 나머지는 아무 효과가 없습니다.`,
      },
      expected: { en: 'one limit, the others empty', ko: '제한 하나만 쓰고 나머지는 비움' },
      received: set.join(', '),
    },
  ];
};

export const TRAINING_RULES: readonly Rule[] = [
  learningRateRange,
  nesterovWithoutMomentum,
  severalClipLimits,
];
