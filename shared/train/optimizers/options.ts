import type { ParamSpecs } from '#shared/graph/params';

const OFF = { en: 'off', ko: '사용 안 함' };

const limit = {
  kind: 'float',
  default: null,
  nullable: true,
  nullLabel: OFF,
  min: 0,
  max: 1e6,
  exclusiveMin: true,
  advanced: true,
} as const;

/** Parameters that every optimizer has, as in Keras; `weightDecay` is its default for one of them. */
export const optimizerOptions = (weightDecay: number | null = null): ParamSpecs => ({
  weightDecay: {
    kind: 'float',
    default: weightDecay,
    nullable: true,
    nullLabel: OFF,
    min: 0,
    max: 1,
    step: 0.001,
    advanced: true,
    label: { en: 'Weight decay', ko: '가중치 감쇠' },
    help: {
      en: 'Before each update every weight shrinks by this share, times the learning rate. Keeps weights small against overfitting; 0.004 is a usual value.',
      ko: '매번 갱신하기 전에 모든 가중치를 (이 값 × 학습률)의 비율만큼 줄입니다. 가중치를 작게 유지해 과적합을 막으며, 보통 0.004를 씁니다.',
    },
  },
  clipnorm: {
    ...limit,
    label: { en: 'Clip each norm', ko: '가중치별 노름 제한' },
    help: {
      en: 'The gradient of each weight array gets no longer than this. Stops single huge steps; 1 is a usual value. Use only one of the three limits.',
      ko: '가중치 배열마다 기울기의 길이(노름)를 이 값 이하로 줄입니다. 갑자기 크게 움직이는 것을 막으며, 보통 1을 씁니다. 세 가지 제한 중 하나만 쓰세요.',
    },
  },
  clipvalue: {
    ...limit,
    label: { en: 'Clip values', ko: '값 제한' },
    help: {
      en: 'Every single gradient is cut off at plus and minus this value. Use only one of the three limits.',
      ko: '기울기의 값 하나하나를 ± 이 값에서 자릅니다. 세 가지 제한 중 하나만 쓰세요.',
    },
  },
  globalClipnorm: {
    ...limit,
    label: { en: 'Clip the global norm', ko: '전체 노름 제한' },
    help: {
      en: 'All gradients together get no longer than this, and keep their direction. Use only one of the three limits.',
      ko: '모든 기울기를 하나로 본 길이(노름)를 이 값 이하로 줄이며 방향은 그대로 둡니다. 세 가지 제한 중 하나만 쓰세요.',
    },
  },
  gradientAccumulationSteps: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: OFF,
    min: 2,
    max: 10_000,
    advanced: true,
    label: { en: 'Accumulate gradients over', ko: '기울기 누적 스텝' },
    help: {
      en: 'The weights change once in this many steps, by the mean of the gradients since then: like a batch as many times as large, without its memory.',
      ko: '이 스텝 수마다 한 번, 그동안의 기울기 평균으로 가중치를 바꿉니다. 메모리를 더 쓰지 않고 배치를 그만큼 키운 효과가 납니다.',
    },
  },
  useEma: {
    kind: 'boolean',
    default: false,
    advanced: true,
    label: { en: 'Average the weights', ko: '가중치 평균' },
    help: {
      en: 'Keeps a moving average of the weights, which replaces them at the end of training. Often a little more accurate than the last step.',
      ko: '가중치의 이동 평균을 따로 두었다가 학습이 끝나면 가중치를 그 값으로 바꿉니다. 마지막 스텝보다 조금 더 정확할 때가 많습니다.',
    },
  },
  emaMomentum: {
    kind: 'float',
    default: 0.99,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    label: { en: 'Memory of the average', ko: '평균의 기억' },
    help: {
      en: 'Share of the old average that stays at each step. 0.99 looks back over about 100 steps. Only with averaged weights.',
      ko: '스텝마다 이전 평균을 유지하는 비율입니다. 0.99면 대략 지난 100스텝을 돌아봅니다. 가중치 평균을 켰을 때만 쓰입니다.',
    },
  },
  emaOverwriteFrequency: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: { en: 'at the end', ko: '끝날 때' },
    min: 1,
    max: 1_000_000,
    advanced: true,
    label: { en: 'Take the average every', ko: '평균 적용 주기' },
    help: {
      en: 'Every this many updates the weights become their average. Empty: only at the end of training. Only with averaged weights.',
      ko: '갱신 횟수가 이 값에 이를 때마다 가중치를 평균으로 바꿉니다. 비워 두면 학습이 끝날 때만 바꿉니다. 가중치 평균을 켰을 때만 쓰입니다.',
    },
  },
});
