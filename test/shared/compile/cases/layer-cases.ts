import { draw } from '../../../fixtures/drawings';
import {
  CLASSES,
  conv,
  digits,
  dense,
  IMAGE,
  imageNetwork,
  type ProblemCase,
  type Row,
  toCase,
} from './case';

const sequence = (targetShape: readonly number[]) => ['Reshape', { targetShape: [...targetShape] }] as const;

const ROWS: readonly Row[] = [
  [
    'an output padding that leads nowhere',
    'output-padding-does-not-fit',
    'error',
    'conv2dtranspose',
    digits(imageNetwork(['Conv2DTranspose', { filters: 2, outputPadding: [1, 1], activation: 'relu' }])),
    'fix',
  ],
  [
    'a cropping that leaves nothing',
    'cropping-too-large',
    'error',
    'cropping2d',
    digits(imageNetwork(['Cropping2D', { cropping: [14] }])),
    'fix',
  ],
  [
    'sides that are three numbers',
    'sides-not-understood',
    'error',
    'zeropadding2d',
    digits(imageNetwork(['ZeroPadding2D', { padding: [1, 2, 3] }])),
    'fix',
  ],
  [
    'an order of axes that leaves one out',
    'permute-does-not-fit',
    'error',
    'permute',
    digits(imageNetwork(['Permute', { dims: [2, 1] }])),
    'fix',
  ],
  [
    'a shape of another size',
    'reshape-does-not-fit',
    'error',
    'reshape',
    digits(imageNetwork(['Reshape', { targetShape: [7, 7] }])),
    'fix',
  ],
  [
    'an image for a layer that takes a list',
    'layer-needs-flat-input',
    'error',
    'repeatvector',
    digits(imageNetwork(conv(), 'RepeatVector')),
    'fix',
  ],
  [
    'an image for a layer that takes a sequence',
    'layer-needs-sequence',
    'error',
    'conv1d',
    digits(imageNetwork(['Conv1D', { filters: 4, activation: 'relu' }])),
    'fix',
  ],
  [
    'a list for a layer that takes a sequence',
    'layer-needs-sequence',
    'error',
    'conv1d',
    digits(imageNetwork('Flatten', dense(8, 'relu'), ['Conv1D', { filters: 4, activation: 'relu' }])),
  ],
  [
    'a window longer than the sequence',
    'window-longer-than-sequence',
    'error',
    'conv1d',
    digits(imageNetwork(sequence([2, 392]), ['Conv1D', { filters: 4, kernelSize: 3, activation: 'relu' }])),
    'fix',
  ],
  [
    'numbers along four axes for an Embedding',
    'too-many-axes',
    'error',
    'embedding',
    digits(imageNetwork(sequence([2, 2, 14, 14]), 'Embedding')),
  ],
  [
    'a list for a layer that works at every step',
    'layer-needs-steps',
    'error',
    'timedistributed',
    digits(imageNetwork('Flatten', dense(8, 'relu'), 'TimeDistributed')),
  ],
  [
    'other numbers of keys than of values',
    'key-and-value-differ',
    'error',
    'attention',
    digits(
      draw(
        {
          input: IMAGE,
          query: sequence([28, 28]),
          value: sequence([28, 28]),
          key: sequence([14, 56]),
          attention: 'MultiHeadAttention',
          flatten: 'Flatten',
          head: CLASSES,
          output: 'Output',
        },
        'input>query',
        'input>value',
        'input>key',
        'query>attention',
        'value>attention',
        'key>attention',
        'attention>flatten',
        'flatten>head',
        'head>output',
      ),
    ),
  ],
];

/** What single layers refuse, beyond images and axes. */
export const LAYER_CASES: readonly ProblemCase[] = ROWS.map(toCase);
