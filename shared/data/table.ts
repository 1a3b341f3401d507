import type { Localized } from '#shared/graph/diagnostic';
import type { Params } from '#shared/graph/document';
import { defaultParams, type ParamSpec, type ParamSpecs } from '#shared/graph/params';
import type { TrainingConfig } from '#shared/train/config';
import type { DataConfig, HeldSamples, LoadedDataset } from './config';
import { blobsPoint, circlesPoint, generate, moonsPoint, spiralsPoint, xorPoint } from './generators';

/** Everything the product knows of one dataset, without its samples. */
export interface DatasetDefinition {
  readonly label: Localized;
  readonly summary: Localized;
  readonly params: ParamSpecs;
  /** shipped: in the assets folder. files: the user's own. generated: computed from the parameters. */
  readonly source: 'shipped' | 'files' | 'generated';
  /** Shape of a sample where it is known beforehand. */
  readonly shape: readonly number[] | null;
  /** Settings that suit it. */
  readonly defaults: { readonly data: Partial<DataConfig>; readonly training: Partial<TrainingConfig> };
  /** The samples; only for generated ones. */
  generate?(params: Params): LoadedDataset<HeldSamples>;
}

const seed: ParamSpec = {
  kind: 'int',
  default: 1,
  min: 0,
  max: 4_294_967_295,
  label: { en: 'Seed', ko: '시드' },
  help: { en: 'Another number gives other points.', ko: '숫자를 바꾸면 다른 점들이 나옵니다.' },
};

const size = (count: number): ParamSpec => ({
  kind: 'int',
  default: count,
  min: 16,
  max: 100_000,
  label: { en: 'Size', ko: '크기' },
  help: {
    en: 'Number of training points; half as many more are kept for testing.',
    ko: '학습용 점의 수입니다. 그 절반만큼을 테스트용으로 더 만듭니다.',
  },
});

const noise = (amount: number): ParamSpec => ({
  kind: 'float',
  default: amount,
  min: 0,
  max: 1,
  step: 0.01,
  label: { en: 'Noise', ko: '잡음' },
  help: {
    en: 'Standard deviation by which points are moved at random; 0 keeps them in place.',
    ko: '점을 무작위로 옮기는 표준편차입니다. 0이면 제자리에 있습니다.',
  },
});

const classCount = (count: number): ParamSpec => ({
  kind: 'int',
  default: count,
  min: 2,
  max: 8,
  label: { en: 'Classes', ko: '클래스 수' },
  help: { en: 'How many groups there are.', ko: '묶음의 수입니다.' },
});

interface PlaneOptions {
  readonly name: string;
  readonly label: Localized;
  readonly summary: Localized;
  readonly size: number;
  readonly noise: number;
  readonly classes?: number;
  readonly point: (classes: number, noise: number) => Parameters<typeof generate>[0]['point'];
}

/** Two numbers a sample. */
function plane(options: PlaneOptions): DatasetDefinition {
  const params: ParamSpecs = {
    size: size(options.size),
    noise: noise(options.noise),
    ...(options.classes !== undefined && { classes: classCount(options.classes) }),
    seed,
  };
  return {
    label: options.label,
    summary: options.summary,
    params,
    source: 'generated',
    shape: [2],
    defaults: {
      data: { rescale: 1, targets: options.classes === undefined ? 'sparse' : 'one-hot' },
      training: { epochs: 100, batchSize: 16, learningRate: 0.01, validationSplit: 0.2 },
    },
    generate: (given) => {
      const values = { ...defaultParams(params), ...given };
      const classes = (values['classes'] as number | undefined) ?? 2;
      return generate({
        name: options.name,
        seed: values['seed'] as number,
        size: values['size'] as number,
        classes,
        point: options.point(classes, values['noise'] as number),
      });
    },
  };
}

const file = (label: Localized): ParamSpec => ({
  kind: 'file',
  default: '',
  label,
  help: { en: 'An IDX file, plain or gzip.', ko: 'IDX 파일입니다. gzip으로 압축되어도 됩니다.' },
});

const images = {
  data: { rescale: 1 / 255, targets: 'one-hot' },
  training: { epochs: 5, batchSize: 64, learningRate: 0.001, validationSplit: 0.1 },
} as const;

/** Every dataset by its key in the project file. */
export const DATASETS: Readonly<Record<string, DatasetDefinition>> = {
  mnist: {
    label: { en: 'MNIST digits', ko: 'MNIST 손글씨 숫자' },
    summary: {
      en: '10,000 handwritten digits to train on and 10,000 to test, 28 × 28 pixels, grey.',
      ko: '손글씨 숫자 학습용 10,000장과 테스트용 10,000장, 28 × 28 흑백입니다.',
    },
    params: {},
    source: 'shipped',
    shape: [28, 28, 1],
    defaults: images,
  },
  idx: {
    label: { en: 'Your IDX files', ko: '내 IDX 파일' },
    summary: {
      en: 'Four IDX files of your own: images and labels, for training and for testing; and one with weights of the samples, if you like.',
      ko: '직접 준비한 IDX 파일 네 개: 학습용과 테스트용 이미지와 레이블입니다. 원하면 샘플 가중치 파일도 더할 수 있습니다.',
    },
    params: {
      trainImages: file({ en: 'Training images', ko: '학습용 이미지' }),
      trainLabels: file({ en: 'Training labels', ko: '학습용 레이블' }),
      testImages: file({ en: 'Test images', ko: '테스트용 이미지' }),
      testLabels: file({ en: 'Test labels', ko: '테스트용 레이블' }),
      trainWeights: {
        ...file({ en: 'Sample weights', ko: '샘플 가중치' }),
        help: {
          en: 'Optional: an IDX file with one number for each training sample, what it counts in the loss. Empty: all count the same.',
          ko: '선택 사항입니다. 학습 샘플마다 손실에 얼마나 칠지를 적은 수가 하나씩 든 IDX 파일입니다. 비워 두면 모두 같게 칩니다.',
        },
      },
    },
    source: 'files',
    shape: null,
    defaults: images,
  },
  xor: plane({
    name: 'xor',
    label: { en: 'XOR', ko: 'XOR' },
    summary: {
      en: 'Four corners of a square; opposite ones belong together. No straight line parts them.',
      ko: '정사각형의 네 꼭짓점, 마주 보는 것끼리 같은 클래스입니다. 직선 하나로는 나눌 수 없습니다.',
    },
    size: 200,
    noise: 0.1,
    point: (_classes, amount) => xorPoint(amount),
  }),
  circles: plane({
    name: 'circles',
    label: { en: 'Circles', ko: '동심원' },
    summary: { en: 'A circle within a circle.', ko: '원 안에 원이 있습니다.' },
    size: 400,
    noise: 0.08,
    point: (_classes, amount) => circlesPoint(amount),
  }),
  moons: plane({
    name: 'moons',
    label: { en: 'Moons', ko: '반달' },
    summary: { en: 'Two half circles that reach into each other.', ko: '서로 맞물린 두 반원입니다.' },
    size: 400,
    noise: 0.1,
    point: (_classes, amount) => moonsPoint(amount),
  }),
  blobs: plane({
    name: 'blobs',
    label: { en: 'Blobs', ko: '덩어리' },
    summary: { en: 'Round clouds of points, one for each class.', ko: '클래스마다 둥근 점 무리 하나입니다.' },
    size: 400,
    noise: 0.5,
    classes: 3,
    point: (classes, amount) => blobsPoint(classes)(amount),
  }),
  spirals: plane({
    name: 'spirals',
    label: { en: 'Spirals', ko: '나선' },
    summary: { en: 'Arms that wind around each other.', ko: '서로 감아 도는 나선 팔입니다.' },
    size: 600,
    noise: 0.02,
    classes: 2,
    point: (classes, amount) => spiralsPoint(classes)(amount),
  }),
};
