import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';

const array = (shape: readonly number[], data: readonly number[]) => ({ shape, data });

/** Two samples, three classes; the true class is 2, then 0. */
const CLASSES = array([2], [2, 0]);
const ONE_HOT = array([2, 3], [0, 0, 1, 1, 0, 0]);
const PREDICTIONS = array([2, 3], [0.1, 0.2, 0.7, 0.3, 0.4, 0.3]);

const resultOf = (name: string, params: Params, truth: typeof CLASSES, predictions = PREDICTIONS) => {
  const stream = STREAMING_METRICS[name]!.create(params);
  stream.update(truth, predictions);
  return stream.result();
};

describe('streaming metrics', () => {
  it.each(['precision', 'recall', 'f1_score', 'auc'])('%s takes class numbers for one-hot rows', (name) => {
    expect(resultOf(name, {}, CLASSES)).toEqual(resultOf(name, {}, ONE_HOT));
  });

  it('give the same whether the samples come at once or in batches', () => {
    for (const [name, definition] of Object.entries(STREAMING_METRICS)) {
      if (name === 'r2_score') continue;
      const params: Params =
        name.includes('io_u') || name === 'confusion_matrix' ? { sparseYPred: false } : {};
      const isOneHot = name === 'one_hot_mean_io_u';
      const whole = resultOf(name, params, isOneHot ? ONE_HOT : CLASSES);
      const stream = definition.create(params);
      for (const i of [0, 1]) {
        const row = array([1, 3], PREDICTIONS.data.slice(3 * i, 3 * i + 3));
        const truth = isOneHot
          ? array([1, 3], ONE_HOT.data.slice(3 * i, 3 * i + 3))
          : array([1], [CLASSES.data[i]!]);
        stream.update(truth, row);
      }
      expect({ name, result: stream.result() }).toEqual({ name, result: whole });
    }
  });

  it('start with a result, not with NaN', () => {
    const results = ['precision', 'recall', 'f1_score', 'auc', 'confusion_matrix', 'mean_io_u'].map((name) =>
      STREAMING_METRICS[name]!.create({}).result(),
    );
    expect(results).toEqual([0, 0, 0, 0, [], 0]);
  });

  it('the confusion matrix reads classes off the largest outputs, and grows with the classes', () => {
    expect(resultOf('confusion_matrix', { sparseYPred: false }, CLASSES)).toEqual([
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('the confusion matrix takes a single output for a yes-or-no answer', () => {
    const truth = array([4, 1], [0, 0, 1, 1]);
    const outputs = array([4, 1], [0.2, 0.7, 0.5, 0.9]);
    expect(resultOf('confusion_matrix', { sparseYPred: false }, truth, outputs)).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('an ignored class does not count', () => {
    const truth = array([4], [0, 1, 255, 255]);
    const answers = array([4], [0, 1, 0, 1]);
    expect(resultOf('mean_io_u', { numClasses: 2, ignoreClass: 255 }, truth, answers)).toBeCloseTo(1, 5);
  });

  it('a class that there is not is refused', () => {
    expect(() => resultOf('confusion_matrix', { numClasses: 2 }, array([1], [2]), array([1], [0]))).toThrow(
      /Classes 2 and 0 of 2/,
    );
  });

  it('AUC survives NaN', () => {
    const area = resultOf('auc', {}, array([2, 1], [0, 1]), array([2, 1], [Number.NaN, 0.9]));
    expect(area).toBeCloseTo(1, 6);
  });

  it('the adjusted R² is lower, and the plain one where it is undefined', () => {
    const [truth, outputs] = [array([4, 1], [1, 2, 3, 4]), array([4, 1], [1, 2, 3, 5])];
    const plain = resultOf('r2_score', {}, truth, outputs) as number;
    expect(plain).toBeCloseTo(0.8, 6);
    expect(resultOf('r2_score', { numRegressors: 1 }, truth, outputs)).toBeCloseTo(0.7, 6);
    expect(resultOf('r2_score', { numRegressors: 3 }, truth, outputs)).toBe(plain);
  });
});
