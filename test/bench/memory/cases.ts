import type { Params } from '#shared/graph/document';
import { PEER_NETS, type PeerLayer, type PeerNet } from '../peers/nets';

const conv = (filters: number, size: number, params: Params = {}): PeerLayer => [
  'Conv2D',
  { filters, kernelSize: [size, size], padding: 'same', activation: 'relu', ...params },
];
const digits: PeerLayer = ['Dense', { units: 10, activation: 'softmax' }];
const pool: PeerLayer = ['MaxPooling2D', { poolSize: [2, 2] }];

/** Networks whose memory is measured: those that are timed, and some that take much of it. */
export const MEMORY_CASES: readonly PeerNet[] = [
  ...PEER_NETS.map(asImages),
  {
    id: 'large-kernels-b256',
    label: 'Conv 5×5 1→64→64, 28×28',
    batch: 256,
    shape: [28, 28, 1],
    classes: 10,
    layers: [conv(64, 5), conv(64, 5), ['GlobalAveragePooling2D', {}], digits],
  },
  {
    id: 'deep-b128',
    label: 'Six convolutions of 32, BatchNorm, Dropout',
    batch: 128,
    shape: [32, 32, 3],
    classes: 10,
    layers: [
      ...Array.from({ length: 6 }, (): PeerLayer[] => [
        conv(32, 3, { activation: 'linear' }),
        ['BatchNormalization', {}],
        ['ReLU', {}],
        ['Dropout', { rate: 0.2 }],
      ]).flat(),
      pool,
      ['Flatten', {}],
      digits,
    ],
  },
  {
    id: 'gru-b32',
    label: 'Two GRU of 128 over 28×28',
    batch: 32,
    shape: [28, 28, 1],
    classes: 10,
    layers: [
      ['Reshape', { targetShape: [28, 28] }],
      ['GRU', { units: 128, returnSequences: true }],
      ['GRU', { units: 128 }],
      digits,
    ],
  },
  {
    id: 'autoencoder-b512',
    label: 'Dense 784-4096-32-4096-10, batch 512',
    batch: 512,
    shape: [28, 28, 1],
    classes: 10,
    layers: [
      ['Flatten', {}],
      ['Dense', { units: 4096, activation: 'relu' }],
      ['Dense', { units: 32, activation: 'relu' }],
      ['Dense', { units: 4096, activation: 'relu' }],
      digits,
    ],
  },
];

/** Lists of lists come as images of one channel from an IDX file. */
function asImages(net: PeerNet): PeerNet {
  const { shape, layers } = net;
  if (shape.length !== 2) return net;
  return { ...net, shape: [...shape, 1], layers: [['Reshape', { targetShape: shape }], ...layers] };
}
