import { splitRange } from '#shared/data/split';
import { CLIP_LIMITS } from '#shared/train/optimizers/clip';
import { OPTIMIZERS } from '#shared/train/optimizers';
import type { LintContext } from './context';
import type { Lint, Remark } from './definition';
import { conv, dense, digits } from './example';
import { SOURCES } from './sources';

const LOWEST_RATE = 1e-6;
const PLAIN = digits('Flatten', dense(32, 'relu'));

function wrongRate({ training }: LintContext, isHigh: boolean): Remark[] {
  const { learningRate, optimizer } = training;
  const rates = OPTIMIZERS[optimizer.type]?.learningRate;
  if (!rates) return [];
  const { usual, highest } = rates;
  if (isHigh ? !(learningRate > highest) : !(learningRate < LOWEST_RATE)) return [];
  return [
    {
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
}

const learningRateHigh: Lint = {
  code: 'learning-rate-high',
  severity: 'warning',
  title: { en: 'Learning rate far too high', ko: '지나치게 큰 학습률' },
  why: {
    en: 'The gradient tells the slope where the weights are, not further away. With steps that are too long the weights jump over the valley and land higher on the other side: the loss grows until it is no number any more. Optimizers differ: Adam divides by the gradient’s size and needs about 0.001, SGD about 0.1. The learning-rate finder shows the range on your own network.',
    ko: '기울기는 지금 자리의 경사만 알려 줍니다. 걸음이 너무 크면 골짜기를 건너뛰어 반대편 더 높은 곳에 떨어지고, 손실이 커지다가 수가 아니게 됩니다. 옵티마이저마다 알맞은 크기가 다릅니다. 기울기 크기로 나누는 Adam은 0.001쯤, SGD는 0.1쯤입니다. 학습률 찾기로 이 신경망에 맞는 범위를 볼 수 있습니다.',
  },
  source: SOURCES.learningRate,
  example: { graph: PLAIN, training: { learningRate: 1 } },
  find: (context) => wrongRate(context, true),
};

const learningRateLow: Lint = {
  code: 'learning-rate-low',
  severity: 'warning',
  title: { en: 'Learning rate far too low', ko: '지나치게 작은 학습률' },
  why: {
    en: 'Each step changes the weights by about the learning rate. At a millionth they would need hundreds of thousands of steps to move by as much as they start with, and rounding of 32-bit numbers swallows part of it. The network seems stuck, although nothing is wrong with it.',
    ko: '스텝마다 가중치는 학습률 정도만큼 바뀝니다. 학습률이 백만분의 일이면 처음 크기만큼 움직이는 데 수십만 스텝이 걸리고, 32비트 수의 반올림에 묻히기도 합니다. 신경망에는 잘못이 없는데 멈춘 것처럼 보입니다.',
  },
  source: SOURCES.learningRate,
  example: { graph: PLAIN, training: { learningRate: 1e-8 } },
  find: (context) => wrongRate(context, false),
};

const nesterovWithoutMomentum: Lint = {
  code: 'nesterov-without-momentum',
  severity: 'hint',
  title: { en: 'Nesterov without momentum', ko: '모멘텀 없는 네스테로프' },
  why: {
    en: 'Nesterov’s method takes the gradient where the momentum is about to carry the weights. Without momentum they are carried nowhere, and it is plain gradient descent. 0.9 is the usual momentum.',
    ko: '네스테로프 방법은 모멘텀이 가중치를 데려갈 자리에서 기울기를 구합니다. 모멘텀이 없으면 데려갈 곳이 없어 보통의 경사하강법과 같습니다. 모멘텀은 보통 0.9를 씁니다.',
  },
  source: SOURCES.momentum,
  example: {
    graph: PLAIN,
    training: { optimizer: { type: 'SGD', params: { nesterov: true } }, learningRate: 0.1 },
  },
  find: ({ training: { optimizer } }) => {
    const { nesterov, momentum } = optimizer.params;
    const hasMomentum = typeof momentum === 'number' && momentum > 0;
    if (optimizer.type !== 'SGD' || nesterov !== true || hasMomentum) return [];
    return [
      {
        param: 'nesterov',
        message: {
          en: 'Nesterov looks ahead along the momentum; without momentum it changes nothing.',
          ko: '네스테로프는 모멘텀 방향을 미리 내다보는 방법이라 모멘텀이 0이면 아무 효과가 없습니다.',
        },
        expected: { en: 'a momentum above 0, usually 0.9', ko: '0보다 큰 모멘텀, 보통 0.9' },
        received: String(momentum ?? 0),
        fix: {
          label: { en: 'Set the momentum to 0.9', ko: '모멘텀을 0.9로 설정' },
          repair: {
            kind: 'setTraining',
            key: 'optimizer',
            value: { type: 'SGD', params: { ...optimizer.params, momentum: 0.9 } },
          },
        },
      },
    ];
  },
};

/** Keras allows one of them; the first that is set is the one that works. */
const severalClipLimits: Lint = {
  code: 'several-clip-limits',
  severity: 'warning',
  title: { en: 'Several limits for gradients', ko: '여러 가지 기울기 제한' },
  why: {
    en: 'Gradients can be limited number by number, by the norm of each weight array, or by the norm of all together. Two limits at once would work against each other; as in Keras, only one is applied. The norm of all keeps the direction of the step, which is why it is the usual choice.',
    ko: '기울기는 수마다, 가중치 배열마다의 노름으로, 또는 전체의 노름으로 제한할 수 있습니다. 둘을 함께 쓰면 서로 어긋나므로 Keras처럼 하나만 적용합니다. 전체 노름으로 제한하면 걸음의 방향이 유지되어 가장 널리 쓰입니다.',
  },
  source: SOURCES.clipping,
  example: {
    graph: PLAIN,
    training: {
      optimizer: { type: 'SGD', params: { clipnorm: 1, clipvalue: 0.5 } },
      learningRate: 0.1,
    },
  },
  find: ({ training: { optimizer } }) => {
    const set = CLIP_LIMITS.filter((name) => typeof optimizer.params[name] === 'number');
    if (set.length < 2) return [];
    const others = Object.fromEntries(set.slice(1).map((name) => [name, null]));
    return [
      {
        param: set[1]!,
        message: {
          en: `Gradients are clipped in one way only: ${set[0]} works, the others do nothing.`,
          ko: `기울기 제한은 한 가지만 쓸 수 있습니다. ${set[0]}만 적용되고 나머지는 아무 효과가 없습니다.`,
        },
        expected: { en: 'one limit, the others empty', ko: '제한 하나만 쓰고 나머지는 비움' },
        received: set.join(', '),
        fix: {
          label: { en: `Keep ${set[0]} only`, ko: `${set[0]}만 남기기` },
          repair: {
            kind: 'setTraining',
            key: 'optimizer',
            value: { ...optimizer, params: { ...optimizer.params, ...others } },
          },
        },
      },
    ];
  },
};

const batchLargerThanData: Lint = {
  code: 'batch-larger-than-data',
  severity: 'warning',
  title: { en: 'A batch larger than the data', ko: '데이터보다 큰 배치' },
  why: {
    en: 'An epoch makes one step for each batch. If a batch holds all samples, that is one step an epoch, however long it takes, and the gradient has none of the noise that helps out of bad places. Batches of 16 to 256 samples make many cheap steps instead.',
    ko: '에포크마다 배치 수만큼 스텝이 있습니다. 배치 하나에 샘플이 모두 들어가면 에포크가 아무리 길어도 스텝은 한 번이고, 나쁜 자리를 벗어나게 돕는 기울기의 잡음도 없습니다. 16~256개짜리 배치로 값싼 스텝을 여러 번 하는 편이 낫습니다.',
  },
  source: SOURCES.miniBatches,
  example: { graph: PLAIN, training: { batchSize: 20_000, epochs: 20 } },
  find: ({ training, info }) => {
    if (!info) return [];
    const { train } = splitRange(info.trainCount, training.validationSplit);
    if (!(train >= 1) || training.batchSize <= train) return [];
    return [
      {
        param: 'batchSize',
        message: {
          en: `A batch of ${training.batchSize} is more than the ${train} training samples, so every epoch is one step.`,
          ko: `배치 크기 ${training.batchSize}이(가) 학습 샘플 ${train}개보다 커서 에포크마다 스텝이 하나뿐입니다.`,
        },
        expected: `≤ ${train}`,
        received: String(training.batchSize),
        fix: {
          label: { en: `Set the batch size to ${train}`, ko: `배치 크기를 ${train}(으)로 설정` },
          repair: { kind: 'setTraining', key: 'batchSize', value: train },
        },
      },
    ];
  },
};

const notShuffled: Lint = {
  code: 'not-shuffled',
  severity: 'hint',
  title: { en: 'Samples are not shuffled', ko: '샘플을 섞지 않음' },
  why: {
    en: 'Without shuffling, every epoch shows the same samples in the same batches, in the order of the file. If the file is sorted by class, a batch holds one class only, and each step unlearns what the last one taught. Mixed batches are like the whole data in small, and differ in every epoch.',
    ko: '섞지 않으면 에포크마다 같은 샘플이 파일 순서대로 같은 배치에 들어갑니다. 파일이 클래스 순으로 정렬되어 있으면 배치에 클래스가 하나뿐이라, 스텝마다 앞에서 배운 것을 잊습니다. 섞은 배치는 전체 데이터의 축소판이고 에포크마다 달라집니다.',
  },
  source: SOURCES.shuffling,
  example: { graph: PLAIN, training: { shuffle: false } },
  find: ({ training }) =>
    training.shuffle
      ? []
      : [
          {
            param: 'shuffle',
            message: {
              en: 'Every epoch sees the samples in the order of the file.',
              ko: '에포크마다 샘플을 파일에 있는 순서대로 봅니다.',
            },
            expected: { en: 'shuffled samples', ko: '섞은 샘플' },
            received: { en: 'in order', ko: '파일 순서' },
            fix: {
              label: { en: 'Shuffle the samples', ko: '샘플 섞기' },
              repair: { kind: 'setTraining', key: 'shuffle', value: true },
            },
          },
        ],
};

const noValidation: Lint = {
  code: 'no-validation',
  severity: 'hint',
  title: { en: 'No validation data', ko: '검증 데이터 없음' },
  why: {
    en: 'The loss on the training data falls even while the network only learns them by heart. Whether it learns something that holds for others is seen on samples it does not train on: when their loss rises while the other falls, it overfits. A tenth of the data is enough for that.',
    ko: '학습 데이터의 손실은 신경망이 샘플을 외우기만 해도 줄어듭니다. 다른 데이터에도 통하는 것을 배우는지는 학습에 쓰지 않은 샘플에서 보입니다. 그쪽 손실이 오르는데 학습 손실만 줄면 과적합입니다. 데이터의 10분의 1이면 충분합니다.',
  },
  source: SOURCES.validation,
  example: { graph: PLAIN, training: { validationSplit: 0 } },
  find: ({ training, info }) =>
    training.validationSplit > 0 || !info || info.trainCount < ENOUGH_TO_SPLIT
      ? []
      : [
          {
            param: 'validationSplit',
            message: {
              en: 'No samples are kept for validation, so that overfitting cannot be seen.',
              ko: '검증용 샘플을 남기지 않아 과적합을 알아볼 수 없습니다.',
            },
            expected: '0.1 … 0.2',
            received: '0',
            fix: {
              label: { en: 'Keep a tenth for validation', ko: '10 %를 검증에 쓰기' },
              repair: { kind: 'setTraining', key: 'validationSplit', value: 0.1 },
            },
          },
        ],
};

/** Fewer samples are better kept for training. */
const ENOUGH_TO_SPLIT = 100;

/** Blocks that bring values to about the same size themselves. */
const SCALING: ReadonlySet<string> = new Set([
  'Rescaling',
  'Normalization',
  'BatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
]);
/** Blocks that leave values as they are, so that scaling may come behind them. */
const ARRANGING: ReadonlySet<string> = new Set([
  'Flatten',
  'Reshape',
  'Permute',
  'Resizing',
  'ZeroPadding2D',
  'RandomFlip',
  'RandomRotation',
  'RandomTranslation',
  'RandomZoom',
  'RandomContrast',
  'RandomCrop',
]);
const BYTE = 255;
/** Values up to here are about as large as weights are made for. */
const LARGE = 20;

const inputsNotScaled: Lint = {
  code: 'inputs-not-scaled',
  severity: 'warning',
  title: { en: 'Inputs are not scaled', ko: '입력 크기를 맞추지 않음' },
  why: {
    en: 'Weights start so that inputs of about 1 give sums of about 1. Pixels of 0 to 255 make these sums hundreds: softmax and sigmoid are at their flat ends from the first step, and one learning rate is far too high for the first layer and right for the rest. Dividing by 255, or a Normalization block, sets that right.',
    ko: '가중치는 입력이 1 정도일 때 합도 1 정도가 되도록 시작합니다. 픽셀이 0~255이면 합이 수백이 되어 softmax와 sigmoid가 첫 스텝부터 평평한 끝에 있고, 같은 학습률이 첫 층에는 지나치게 큽니다. 255로 나누거나 Normalization 블록을 쓰면 해결됩니다.',
  },
  source: SOURCES.scaling,
  example: { graph: digits(conv(), 'Flatten'), data: { rescale: 1 } },
  find: ({ blocks, after, data, info }) => {
    if (info?.dtype !== 'uint8' || data.rescale * BYTE <= LARGE) return [];
    const inputs = blocks.filter(({ node }) => node.type === 'Input');
    const isScaled = inputs.every(({ node }) =>
      after(node, ARRANGING).every(({ type }) => SCALING.has(type)),
    );
    const [first] = inputs;
    if (!first || isScaled) return [];
    return [
      {
        nodeId: first.node.id,
        message: {
          en: `Pixels arrive as numbers up to ${Number((data.rescale * BYTE).toPrecision(3))}, for which weights are not made.`,
          ko: `픽셀 값이 최대 ${Number((data.rescale * BYTE).toPrecision(3))}(으)로 들어와 가중치에 비해 너무 큽니다.`,
        },
        expected: '0 … 1',
        received: `0 … ${Number((data.rescale * BYTE).toPrecision(3))}`,
        fix: {
          label: { en: 'Divide by 255', ko: '255로 나누기' },
          repair: { kind: 'setData', key: 'rescale', value: 1 / BYTE },
        },
      },
    ];
  },
};

/** Remarks on the settings of training and on the data. */
export const TRAINING_LINTS: readonly Lint[] = [
  learningRateHigh,
  learningRateLow,
  nesterovWithoutMomentum,
  severalClipLimits,
  batchLargerThanData,
  notShuffled,
  noValidation,
  inputsNotScaled,
];
