import type { CheckSource } from '#shared/compile/check-source';
import { chain, change, DIGITS_NETWORK, POINTS_NETWORK } from '../../../fixtures/drawings';
import { IMAGE, POINT, conv, dense, digits, points, imageNetwork, merging } from './case';

/** A convolution that leaves the bias and the curve to what comes behind. */
const SUM = conv({ activation: 'linear', useBias: false });

/** Projects with which nothing is wrong. */
export const SOUND_CASES: readonly (readonly [title: string, source: CheckSource])[] = [
  ['a convolutional network', digits(DIGITS_NETWORK)],
  ['a network for points', points(POINTS_NETWORK)],
  ['two classes with two units', points(chain(POINT, dense(4, 'relu'), dense(2, 'softmax'), 'Output'))],
  ['a merged network', digits(merging('Add', {}, {}))],
  [
    'a bypassed block',
    digits(change(imageNetwork('Flatten', dense(8, 'relu')), 'dense', { bypassed: true })),
  ],
  ['a Softmax block at the end', digits(chain(IMAGE, 'Flatten', dense(10, 'linear'), 'Softmax', 'Output'))],
  [
    'recurrent layers in a row',
    digits(
      imageNetwork(
        ['Reshape', { targetShape: [28, 28] }],
        ...['LSTM', 'GRU', 'LSTM', 'SimpleRNN'].map((type) => [type, { returnSequences: true }] as const),
      ),
    ),
  ],
  [
    'BatchNormalization with steps enough',
    digits(imageNetwork(SUM, ['BatchNormalization', { momentum: 0.9 }], 'ReLU'), { epochs: 4 }),
  ],
  [
    'BatchNormalization that is frozen',
    digits(
      change(imageNetwork(SUM, 'BatchNormalization', 'ReLU'), 'batchnormalization', { trainable: false }),
    ),
  ],
  [
    'norms of whole filters and units',
    digits(
      imageNetwork(conv({ kernelConstraint: 'MaxNorm', kernelConstraintAxis: [0, 1, -2] }), 'Flatten', [
        'Dense',
        { units: 8, activation: 'relu', kernelConstraint: 'UnitNorm' },
      ]),
    ),
  ],
  ['some frozen layers', digits(change(DIGITS_NETWORK, 'conv2d', { trainable: false }))],
];
