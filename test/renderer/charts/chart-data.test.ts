import { expect, test } from 'vitest';
import { type ChartView, linesOf, readAt } from '../../../renderer/charts/chart-data';
import { curvesCsv } from '../../../renderer/charts/curves-csv';
import type { Curves } from '../../../renderer/state/run-store';

const epoch = (
  number: number,
  step: number,
  loss: number,
  valLoss: number | null,
): Curves['epochs'][number] => ({
  runId: 'r',
  epoch: number,
  step,
  loss,
  metrics: { accuracy: 1 - loss },
  valLoss,
  valMetrics: valLoss === null ? null : { accuracy: 1 - valLoss },
  learningRate: 0.01,
  seconds: 0.5,
});

/** Two epochs of two steps, and a step of the third. */
const curves: Curves = {
  steps: [1, 2, 3, 4, 5],
  loss: [0.9, 0.8, 0.5, 0.4, 0],
  metrics: { accuracy: [0.1, 0.2, 0.5, 0.6, 1] },
  learningRate: [0.01, 0.01, 0.01, 0.01, 0.01],
  epochs: [epoch(1, 2, 0.85, 0.7), epoch(2, 4, 0.45, 0.3)],
  probes: {},
};
const view: ChartView = { quantity: 'loss', by: 'step', smoothing: 0, log: false };

test('per step: training at every step, validation where its epoch ended', () => {
  expect(linesOf(curves, view, [1, 5], 500)).toEqual({
    x: [1, 2, 3, 4, 5],
    noise: [null, null, null, null, null],
    training: [0.9, 0.8, 0.5, 0.4, 0],
    validation: [null, 0.7, null, 0.3, null],
  });
});

test('per epoch: the means of training and validation', () => {
  expect(linesOf(curves, { ...view, quantity: 'accuracy', by: 'epoch' }, [1, 2], 500)).toEqual({
    x: [1, 2],
    noise: [null, null],
    training: [1 - 0.85, 1 - 0.45],
    validation: [1 - 0.7, 1 - 0.3],
  });
});

test('with smoothing, the single steps stand behind the line', () => {
  const { noise, training } = linesOf(curves, { ...view, smoothing: 0.5 }, [1, 5], 500);
  expect(noise).toEqual(curves.loss);
  expect(training[1]).toBeCloseTo((0.9 * 0.5 + 0.8) / 1.5);
});

test('a logarithmic axis leaves out what has no logarithm', () => {
  expect(linesOf(curves, { ...view, log: true }, [1, 5], 500).training).toEqual([0.9, 0.8, 0.5, 0.4, null]);
});

test('zoomed in, the lines reach one point beyond each edge', () => {
  expect(linesOf(curves, view, [2.5, 3.5], 500).x).toEqual([2, 3, 4, 5]);
});

test('a hundred thousand steps and twenty thousand epochs become what the pixels can show', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => i + 1);
  const epochs = many.slice(0, 20_000).map((n) => epoch(n, n * 5, 1 / n, 2 / n));
  const long: Curves = { ...curves, steps: many, loss: many.map((n) => 1 / n), metrics: {}, epochs };
  expect(linesOf(long, view, [1, 100_000], 400).x.length).toBeLessThanOrEqual(2408);
  expect(linesOf(long, { ...view, by: 'epoch' }, [1, 20_000], 400).x.length).toBeLessThanOrEqual(1204);
});

test.each([
  ['under the pointer', 3, { x: 3, training: 0.5, validation: 0.7 }],
  ['before the first validation', 1, { x: 1, training: 0.9, validation: null }],
  ['the newest without a pointer', null, { x: 5, training: 0, validation: 0.3 }],
])('the legend reads the values %s', (_name, x, expected) => {
  expect(readAt(curves, view, x)).toEqual(expected);
});

test('a metric of whole sets has points where epochs end, and is read with the step at the pointer', () => {
  const validated = curves.epochs.map((each) => ({ ...each, valMetrics: { auc: each.epoch / 4 } }));
  const auc: Curves = { ...curves, epochs: validated };
  const shown = { ...view, quantity: 'auc' };
  expect(linesOf(auc, shown, [1, 5], 500)).toEqual({
    x: [2, 4],
    noise: [null, null],
    training: [null, null],
    validation: [0.25, 0.5],
  });
  expect(readAt(auc, shown, 3)).toEqual({ x: 3, training: null, validation: 0.25 });
});

test('the learning rate has a value at every step and epoch', () => {
  const rate = { ...view, quantity: 'learningRate' };
  expect(linesOf(curves, rate, [1, 5], 500).training.filter((value) => value !== null)).toEqual(
    curves.learningRate,
  );
  expect(readAt(curves, { ...rate, by: 'epoch' }, 2)).toEqual({ x: 2, training: 0.01, validation: null });
});

test('the tables to take away have a row for every step or epoch', () => {
  expect(curvesCsv(curves, 'step').split('\n').slice(0, 3)).toEqual([
    'step,loss,accuracy,val_loss,val_accuracy,learning_rate',
    '1,0.9,0.1,,,0.01',
    `2,0.8,0.2,0.7,${1 - 0.7},0.01`,
  ]);
  expect(curvesCsv(curves, 'epoch')).toBe(
    [
      'epoch,step,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds',
      `1,2,0.85,${1 - 0.85},0.7,${1 - 0.7},0.01,0.5`,
      `2,4,0.45,${1 - 0.45},0.3,${1 - 0.3},0.01,0.5`,
      '',
    ].join('\n'),
  );
});
