import type { Choice } from '#shared/graph/document';
import { chain, type Layer } from '../nets';

/** A network and its training on MNIST, the same in Keras and here. Layers and parameters as Keras names them, in camel case. */
export interface Setting {
  readonly id: string;
  readonly label: string;
  readonly layers: readonly Layer[];
  readonly optimizer: Choice;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** Rows and columns and channels of a digit. */
export const DIGIT = [28, 28, 1];

const sgd: Choice = { type: 'SGD', params: {} };
const adam: Choice = { type: 'Adam', params: {} };

const digits: Layer = ['Dense', { units: 10, activation: 'softmax' }];
const dense = (units: number, activation: string, kernelInitializer = 'glorot_uniform'): Layer => [
  'Dense',
  { units, activation, kernelInitializer },
];
const mlp = (...hidden: readonly Layer[]): Layer[] => [['Flatten'], ...hidden, digits];
const four = (...layers: readonly Layer[]): Layer[] => Array.from({ length: 4 }, () => layers).flat();
const normalized = (sum: Layer, momentum = 0.99): Layer[] => [
  sum,
  ['BatchNormalization', { momentum }],
  ['ReLU'],
];
const conv = (filters: number): Layer => ['Conv2D', { filters, kernelSize: [3, 3], padding: 'same' }];

const cnn: readonly Layer[] = [
  ...normalized(conv(16), 0.9),
  ['MaxPooling2D'],
  ...normalized(conv(32), 0.9),
  ['MaxPooling2D'],
  ['Flatten'],
  dense(64, 'relu'),
  ['Dropout', { rate: 0.4 }],
  digits,
];

/** Six normalized convolutions; the moving statistics of each are made of those before it. */
const deep = (momentum: number): readonly Layer[] => [
  ...[16, 32, 64].flatMap((filters): Layer[] => [
    ...normalized(conv(filters), momentum),
    ...normalized(conv(filters), momentum),
    ['MaxPooling2D'],
  ]),
  ['Flatten'],
  dense(100, 'relu'),
  digits,
];

/** Whose accuracies are compared. */
export const SETTINGS: readonly Setting[] = [
  {
    id: 'sigmoid-sgd',
    label: 'sigmoid, SGD 1.0',
    layers: mlp(dense(50, 'sigmoid'), dense(50, 'sigmoid')),
    optimizer: sgd,
    learningRate: 1,
    batchSize: 32,
    epochs: 3,
  },
  {
    id: 'he-sgd',
    label: 'He, ReLU, SGD 0.1',
    layers: mlp(...four(dense(50, 'relu', 'he_normal'))),
    optimizer: sgd,
    learningRate: 0.1,
    batchSize: 32,
    epochs: 5,
  },
  {
    id: 'relu-sgd',
    label: 'ReLU, SGD 0.01',
    layers: mlp(...four(dense(50, 'relu'))),
    optimizer: sgd,
    learningRate: 0.01,
    batchSize: 32,
    epochs: 5,
  },
  {
    id: 'relu-adam',
    label: 'ReLU, Adam 0.001',
    layers: mlp(...four(dense(50, 'relu'))),
    optimizer: adam,
    learningRate: 0.001,
    batchSize: 32,
    epochs: 5,
  },
  {
    id: 'batchnorm-mlp',
    label: 'BatchNormalization, Adam 0.001',
    layers: mlp(...four(...normalized(dense(50, 'linear')))),
    optimizer: adam,
    learningRate: 0.001,
    batchSize: 32,
    epochs: 4,
  },
  {
    id: 'cnn',
    label: 'CNN, BatchNormalization, Dropout',
    layers: cnn,
    optimizer: adam,
    learningRate: 0.001,
    batchSize: 64,
    epochs: 3,
  },
];

/** 200 steps: with momentum 0.99 the moving statistics are still far from the batches'. */
export const TRAPS: readonly Setting[] = [0.99, 0.9].map((momentum) => ({
  id: `momentum-${momentum}`,
  label: `Six normalized convolutions, 200 steps, momentum ${momentum}`,
  layers: deep(momentum),
  optimizer: adam,
  learningRate: 0.001,
  batchSize: 50,
  epochs: 1,
}));

/** The drawing of a setting. */
export const drawingOf = ({ layers }: Setting) => chain(DIGIT, layers);
