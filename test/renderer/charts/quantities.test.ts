import { expect, test } from 'vitest';
import { quantitiesOf } from '../../../renderer/charts/quantities';
import type { Curves } from '../../../renderer/state/run-store';
import { DEFAULT_TRAINING, type TrainingConfig } from '../../../shared/train/config';

const EMPTY: Curves = { steps: [], loss: [], metrics: {}, learningRate: [], epochs: [], probes: {} };
const choices = (...types: readonly string[]) => types.map((type) => ({ type, params: {} }));

const idsOf = (curves: Curves, training: Partial<TrainingConfig> = {}) =>
  quantitiesOf(curves, { ...DEFAULT_TRAINING, ...training }).map(({ id, lines }) => `${id} ${lines.length}`);

test('before the first run there is a chart of the loss and of every chosen metric that has one of steps', () => {
  expect(idsOf(EMPTY)).toEqual(['loss 2', 'accuracy 2']);
  expect(idsOf(EMPTY, { metrics: choices('mean_squared_error', 'auc', 'confusion_matrix') })).toEqual([
    'loss 2',
    'mean_squared_error 2',
  ]);
});

test('metrics of a whole set come with the first epoch', () => {
  const epoch = {
    runId: 'r',
    epoch: 1,
    step: 1,
    loss: 1,
    metrics: { accuracy: 1 },
    valLoss: 1,
    valMetrics: { accuracy: 1, auc: 0.5 },
    learningRate: 1,
    seconds: 1,
  };
  expect(idsOf({ ...EMPTY, metrics: { accuracy: [1] }, epochs: [epoch] })).toEqual([
    'loss 2',
    'accuracy 2',
    'auc 1',
  ]);
});

test('the learning rate has a chart where it changes, or is going to', () => {
  expect(idsOf({ ...EMPTY, learningRate: [0.1, 0.1] })).not.toContain('learningRate 1');
  expect(idsOf({ ...EMPTY, learningRate: [0.1, 0.05] })).toContain('learningRate 1');
  expect(idsOf(EMPTY, { schedule: { type: 'CosineDecay', params: {} } })).toContain('learningRate 1');
  expect(idsOf(EMPTY, { callbacks: choices('ReduceLROnPlateau') })).toContain('learningRate 1');
});

test('a quantity stays the same object, so that its chart is not made anew', () => {
  const twice = [1, 2].map(() => quantitiesOf(EMPTY, DEFAULT_TRAINING));
  expect(twice[0]!.map((quantity, i) => quantity === twice[1]![i])).toEqual([true, true]);
});

test('shares are written as per cent, other numbers as they are', () => {
  const training = { ...DEFAULT_TRAINING, metrics: choices('accuracy', 'mean_squared_error') };
  expect(quantitiesOf(EMPTY, training).map((quantity) => quantity.format(0.12345))).toEqual([
    '0.1235',
    '12.3 %',
    '0.1235',
  ]);
});
