import { beforeAll, describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '#shared/train/optimizers';
import type { TensorFlow } from '../../../../electron/engine/tensorflow/api';
import { javascriptBackend } from '../../../fakes/javascript-backend';
import { sideBySide } from '../../../fakes/side-by-side';
import { INNER_LAYERS, layerSource } from '../../../fixtures/layer-drawings';

const TOLERANCE = 2e-5;
/** Plain JavaScript beside other tests. */
const LIMIT_MS = 60_000;

let tf: TensorFlow;
beforeAll(async () => {
  tf = await javascriptBackend();
});

/** Momentum does not divide by a gradient's size, as Adam does: rounding stays rounding. */
const momentum = { optimizer: { type: 'SGD', params: { momentum: 0.9 } } };

const beyond = (differences: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(differences).filter(([, off]) => !(off <= TOLERANCE)));

describe('TensorFlow, step by step beside ONNX Runtime', () => {
  it.each(INNER_LAYERS)(
    'trains, evaluates and shows a %s',
    async (type) => {
      const before = tf.memory().numTensors;
      const differences = await sideBySide(tf, layerSource(type, momentum));
      expect(Object.keys(differences)).toEqual(
        expect.arrayContaining([
          'loss',
          'accuracy',
          'theta',
          'gradient',
          'slot momentum',
          'then output layer',
        ]),
      );
      expect(beyond(differences)).toEqual({});
      expect(tf.memory().numTensors).toBe(before);
    },
    LIMIT_MS,
  );

  it.each(Object.keys(OPTIMIZERS))(
    'moves weights by %s',
    async (type) => {
      const differences = await sideBySide(tf, layerSource('Dense', { optimizer: { type, params: {} } }));
      expect(beyond(differences)).toEqual({});
    },
    LIMIT_MS,
  );

  it(
    'hands over predictions to metrics of the whole set',
    async () => {
      const metrics = ['accuracy', 'f1_score', 'auc'].map((type) => ({ type, params: {} }));
      const differences = await sideBySide(tf, layerSource('Dense', { ...momentum, metrics }));
      expect(Object.keys(differences)).toEqual(expect.arrayContaining(['predictions', 'then predictions']));
      expect(beyond(differences)).toEqual({});
    },
    LIMIT_MS,
  );
});
