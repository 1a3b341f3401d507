import type { Params } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';

/** A chain of layers between Input and Output, and with what it is trained; Adam unless said. */
export interface DeviceNetwork {
  readonly layers: readonly Layer[];
  readonly optimizer?: ProjectFile['training']['optimizer'];
  /**
   * Weights whose gradient is 0 but for rounding: what follows does not depend on them. Adam divides by the gradient's own size, so that
   * each device moves them by steps of full length in directions that mean nothing.
   */
  readonly unguided?: readonly string[];
}

type Layer = readonly [type: string, params?: Params];

const conv = (padding: string, activation = 'relu'): Layer => [
  'Conv2D',
  { filters: 4, kernelSize: [3, 3], padding, activation },
];
const pool: Layer = ['MaxPooling2D'];
const sequence: Layer = ['Reshape', { targetShape: [28, 28] }];
const classes: Layer = ['Dense', { units: 10, activation: 'softmax' }];
const head: readonly Layer[] = [['Flatten'], classes];
const normalized: readonly Layer[] = [
  conv('same', 'linear'),
  ['BatchNormalization'],
  ['ReLU'],
  ['AveragePooling2D'],
  ...head,
];
const dense: Layer = ['Dense', { units: 16, activation: 'relu' }];
const sgd = { type: 'SGD', params: { momentum: 0.9 } };

/** Small ones of every kind, for images of 28 × 28 and ten classes. Layers are named by type and place. */
export const DEVICE_NETWORKS: Readonly<Record<string, DeviceNetwork>> = {
  'dense layers with Dropout': { layers: [['Flatten'], dense, ['Dropout', { rate: 0.3 }], classes] },
  'more weights than a shader has buffers': {
    layers: [['Flatten'], dense, dense, dense, dense, dense, dense, classes],
  },
  'two convolutions with pooling': { layers: [conv('same'), pool, conv('same'), pool, ...head] },
  'pooling with a rest': { layers: [conv('valid'), pool, conv('valid'), pool, ...head] },
  'BatchNormalization behind a bias': { layers: normalized, unguided: ['conv2d_1/bias'] },
  'BatchNormalization behind a bias, SGD': { layers: normalized, optimizer: sgd },
  'a depthwise and a transposed convolution': {
    layers: [
      ['DepthwiseConv2D', { kernelSize: [3, 3], depthMultiplier: 2, activation: 'relu' }],
      ['Conv2DTranspose', { filters: 3, kernelSize: [2, 2], strides: [2, 2] }],
      ['GlobalAveragePooling2D'],
      classes,
    ],
  },
  'SimpleRNN in both directions': {
    layers: [sequence, ['Bidirectional', { layer: 'SimpleRNN', units: 6 }], classes],
  },
  LSTM: { layers: [sequence, ['LSTM', { units: 6 }], classes] },
  GRU: { layers: [sequence, ['GRU', { units: 6, returnSequences: true }], ...head] },
  'LayerNormalization and a convolution over time': {
    layers: [sequence, ['LayerNormalization'], ['Conv1D', { filters: 4, kernelSize: 3 }], ...head],
  },
  attention: {
    layers: [
      sequence,
      ['MultiHeadAttention', { numHeads: 2, keyDim: 4 }],
      ['GlobalAveragePooling1D'],
      classes,
    ],
  },
};

export function deviceProject({ layers, optimizer }: DeviceNetwork, batchSize: number): ProjectFile {
  const base = newProject('devices');
  const all: readonly Layer[] = [['Input', { shape: [28, 28, 1] }], ...layers, ['Output']];
  const nodes = all.map(([type, params = {}], i) => ({
    id: `n${i}`,
    type,
    name: `${type.toLowerCase()}_${i}`,
    params,
    trainable: true,
    bypassed: false,
    position: { x: 0, y: 0 },
  }));
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `e${i}`,
    source: `n${i}`,
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  return {
    ...base,
    graph: { nodes, edges, frames: [], notes: [], composites: [] },
    data: { ...base.data, limit: 16 },
    training: { ...base.training, batchSize, validationSplit: 0, ...(optimizer && { optimizer }) },
  };
}
