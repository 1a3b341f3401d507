import { describe, expect, test } from 'vitest';
import { compileForward } from '#shared/compile/forward';
import { projectMetrics } from '#shared/compile/heads';
import { resolveTarget } from '#shared/compile/target';
import { compileTraining } from '#shared/compile/training';
import { chain, DIGITS, draw, sourceOf } from '../../fixtures/drawings';

const metrics = ['accuracy', 'auc', 'mean_squared_error', 'precision'].map((type) => ({ type, params: {} }));

/** A classifier that also draws its input again. */
const BOTH = draw(
  {
    input: ['Input', { shape: [28, 28, 1] }],
    flat: 'Flatten',
    code: ['Dense', { units: 16, activation: 'relu' }],
    classes: ['Dense', { units: 10, activation: 'softmax' }],
    pixels: ['Dense', { units: 784, activation: 'sigmoid' }],
    digit: 'Output',
    picture: ['Output', { target: 'input', loss: 'binary_crossentropy', lossWeight: 0.5 }],
    twin: ['Output', { loss: 'sparse_categorical_crossentropy' }],
  },
  'input>flat',
  'flat>code',
  'code>classes',
  'code>pixels',
  'classes>digit',
  'classes>twin',
  'pixels>picture',
);
const source = sourceOf(BOTH, { training: { metrics } });

const resolved = (of = source) => {
  const result = resolveTarget(of);
  if (!result.ok) throw new Error(result.diagnostics[0]!.code);
  return result.value;
};

describe('several heads', () => {
  test('have a loss, a weight and what they are compared with each', () => {
    expect(
      resolved().heads.map(({ nodeId, loss, lossWeight, encoding }) => [
        nodeId,
        loss.type,
        lossWeight,
        encoding,
      ]),
    ).toEqual([
      ['digit', 'categorical_crossentropy', 1, 'one-hot'],
      ['picture', 'binary_crossentropy', 0.5, 'input'],
      ['twin', 'sparse_categorical_crossentropy', 1, 'sparse'],
    ]);
    // They do not agree on how labels are written.
    expect(resolved().target).toEqual({ encoding: 'sparse', shape: [], dtype: 'int32' });
  });

  test('are measured under their names, each with its loss, as far as a metric fits', () => {
    const names = resolved().metrics.map(({ name }) => name);
    expect(names).toEqual([
      'digit_loss',
      'digit_accuracy',
      'digit_auc',
      'digit_mean_squared_error',
      'digit_precision',
      'picture_loss',
      'picture_mean_squared_error',
      'twin_loss',
      'twin_accuracy',
      'twin_auc',
      'twin_mean_squared_error',
      'twin_precision',
    ]);
    expect(projectMetrics(BOTH, metrics).map(({ name }) => name)).toEqual(names);
  });

  test('tell streaming metrics which predictions are theirs', () => {
    const columns = resolved().metrics.flatMap((metric) =>
      metric.columns ? [[metric.name, metric.columns]] : [],
    );
    expect(columns).toEqual([
      ['digit_auc', [0, 10]],
      ['digit_precision', [0, 10]],
      ['twin_auc', [10, 20]],
      ['twin_precision', [10, 20]],
    ]);
  });

  test('compile', () => {
    expect(compileTraining(source, { batch: 4 }).ok).toBe(true);
    expect(compileForward(source, { batch: 4, fetches: [], losses: true }).ok).toBe(true);
  });
});

test('one head has plain names, and no loss of its own beside the whole', () => {
  const one = sourceOf(
    chain(
      ['Input', { shape: [28, 28, 1] }],
      'Flatten',
      ['Dense', { units: 10, activation: 'softmax' }],
      'Output',
    ),
    { info: DIGITS },
  );
  expect(resolved(one).metrics).toEqual([{ type: 'accuracy', params: {}, name: 'accuracy' }]);
  expect(resolved(one).target.encoding).toBe('one-hot');
});

test('a network that only learns its input compiles, whatever the labels', () => {
  const autoencoder = sourceOf(
    chain(
      ['Input', { shape: [28, 28, 1] }],
      ['Conv2D', { filters: 1, padding: 'same', activation: 'sigmoid' }],
      ['Output', { target: 'input', loss: 'auto' }],
    ),
  );
  expect(resolved(autoencoder).loss.type).toBe('mean_squared_error');
  expect(compileTraining(autoencoder, { batch: 4 }).ok).toBe(true);
  expect(compileForward(autoencoder, { batch: 4, fetches: [], losses: true }).ok).toBe(true);
});
