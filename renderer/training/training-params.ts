import type { ParamSpec } from '#shared/graph/params';
import { DEFAULT_TRAINING, type TrainingConfig } from '#shared/train/config';

/** Settings whose form field follows from a row here. */
export type TrainingParam = Extract<
  keyof TrainingConfig,
  'epochs' | 'batchSize' | 'learningRate' | 'validationSplit' | 'shuffle' | 'seed'
>;

/** What the form says of each setting; the ranges are those of `trainingConfigSchema`. */
export const TRAINING_PARAMS: Readonly<Record<TrainingParam, ParamSpec>> = {
  epochs: {
    kind: 'int',
    default: DEFAULT_TRAINING.epochs,
    min: 1,
    max: 100_000,
    label: { en: 'Epochs', ko: '에포크' },
    help: {
      en: 'How often the network sees all training samples. More epochs learn more, until it only memorizes.',
      ko: '학습 데이터 전체를 몇 번 볼지 정합니다. 늘리면 더 배우지만, 지나치면 외우기만 하는 과적합이 됩니다.',
    },
  },
  batchSize: {
    kind: 'int',
    default: DEFAULT_TRAINING.batchSize,
    min: 1,
    max: 65_536,
    unit: { en: 'samples', ko: '샘플' },
    label: { en: 'Batch size', ko: '배치 크기' },
    help: {
      en: 'Samples per step: the weights change once for each batch. 32 to 128 suits most networks.',
      ko: '한 스텝에 쓰는 샘플 수입니다. 배치마다 가중치가 한 번 바뀝니다. 대개 32~128이 알맞습니다.',
    },
  },
  learningRate: {
    kind: 'float',
    default: DEFAULT_TRAINING.learningRate,
    min: 0,
    max: 100,
    exclusiveMin: true,
    step: 0.001,
    label: { en: 'Learning rate', ko: '학습률' },
    help: {
      en: 'How far the weights move in one step. Too large and the loss jumps or grows; too small and nothing happens. 0.001 for Adam, 0.01 to 0.5 for SGD.',
      ko: '한 스텝에 가중치를 얼마나 옮길지 정합니다. 크면 손실이 튀거나 커지고, 작으면 거의 배우지 못합니다. Adam은 0.001, SGD는 0.01~0.5를 씁니다.',
    },
  },
  validationSplit: {
    kind: 'float',
    default: DEFAULT_TRAINING.validationSplit,
    min: 0,
    max: 1,
    exclusiveMax: true,
    step: 0.05,
    label: { en: 'Validation split', ko: '검증 데이터 비율' },
    help: {
      en: 'Share of the training samples, the last ones, that is not trained on but measured after every epoch.',
      ko: '학습 데이터의 뒤쪽에서 떼어 두는 비율입니다. 학습에는 쓰지 않고 에포크가 끝날 때마다 성능을 잽니다.',
    },
  },
  shuffle: {
    kind: 'boolean',
    default: DEFAULT_TRAINING.shuffle,
    label: { en: 'Shuffle', ko: '섞기' },
    help: {
      en: 'Gives the samples another order in every epoch, so that batches are mixed.',
      ko: '에포크마다 샘플 순서를 바꾸어 배치가 고루 섞이게 합니다.',
    },
  },
  seed: {
    kind: 'int',
    default: DEFAULT_TRAINING.seed,
    min: 0,
    max: 4_294_967_295,
    label: { en: 'Seed', ko: '시드' },
    help: {
      en: 'Decides the first weights, the order of the samples and the dropout. The same seed gives the same run, bit for bit.',
      ko: '처음 가중치, 샘플 순서, 드롭아웃을 정하는 수입니다. 시드가 같으면 실행 결과도 비트까지 같습니다.',
    },
  },
};
