import type { Params } from '#shared/graph/document';

export type PeerLayer = readonly [type: string, params: Params];

/** A network that all sides train with Adam. Layers and parameters as Keras names them; `Residual` is two convolutions and a way around. */
export interface PeerNet {
  readonly id: string;
  readonly label: string;
  readonly batch: number;
  /** Of one sample, as Keras has it. */
  readonly shape: readonly number[];
  /** 2: one unit with a sigmoid. */
  readonly classes: number;
  readonly layers: readonly PeerLayer[];
}

const dense = (units: number, activation = 'relu'): PeerLayer => ['Dense', { units, activation }];
const conv = (filters: number, params: Params = {}): PeerLayer => [
  'Conv2D',
  { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu', ...params },
];
const normalized = (filters: number): readonly PeerLayer[] => [
  conv(filters, { activation: 'linear' }),
  ['BatchNormalization', {}],
  ['ReLU', {}],
];
const pool: PeerLayer = ['MaxPooling2D', { poolSize: [2, 2] }];
const flatten: PeerLayer = ['Flatten', {}];
const digits = dense(10, 'softmax');

const mlp = [flatten, dense(50), dense(50), dense(50), dense(50), digits];
const cnn = [conv(25), pool, conv(50), pool, flatten, dense(100), digits];
const vgg = [
  ...normalized(32),
  ...normalized(32),
  pool,
  ...normalized(64),
  ...normalized(64),
  pool,
  flatten,
  dense(128),
  digits,
];
const lenet = [
  conv(6, { kernelSize: [5, 5], activation: 'tanh' }),
  ['AveragePooling2D', { poolSize: [2, 2] }],
  conv(16, { kernelSize: [5, 5], padding: 'valid', activation: 'tanh' }),
  ['AveragePooling2D', { poolSize: [2, 2] }],
  flatten,
  dense(120, 'tanh'),
  dense(84, 'tanh'),
  digits,
] as const;
const residual = [
  conv(32),
  ...Array.from({ length: 8 }, (): PeerLayer => ['Residual', { filters: 32 }]),
  ['GlobalAveragePooling2D', {}],
  digits,
] as const;
const wide = [flatten, dense(2048), dense(2048), dense(2048), digits];

const image = [28, 28, 1];
const colours = [32, 32, 3];
const net = (
  id: string,
  label: string,
  batch: number,
  shape: readonly number[],
  layers: readonly PeerLayer[],
  classes = 10,
): PeerNet => ({ id, label, batch, shape, classes, layers });

/** Small ones first. */
export const PEER_NETS: readonly PeerNet[] = [
  net('xor-b4', 'XOR 2-8-1', 4, [2], [dense(8, 'tanh'), dense(1, 'sigmoid')], 2),
  net('mlp-b32', 'MLP 784-50×4-10', 32, image, mlp),
  net('mlp-b256', 'MLP 784-50×4-10', 256, image, mlp),
  net('lenet-b64', 'LeNet-5', 64, image, lenet),
  net('cnn-b32', 'CNN 25-50-100-10', 32, image, cnn),
  net('cnn-b128', 'CNN 25-50-100-10', 128, image, cnn),
  net('lstm-b64', 'LSTM 64 over 28×28', 64, [28, 28], [['LSTM', { units: 64 }], digits]),
  net('wide-b64', 'MLP 784-2048×3-10', 64, image, wide),
  net('vgg-b64', 'VGG-like 32×32×3', 64, colours, vgg),
  net('residual-b32', 'Residual, 8 blocks of 32', 32, colours, residual),
];
