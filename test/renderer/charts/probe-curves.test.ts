import { expect, test } from 'vitest';
import { linesOf, readAt } from '../../../renderer/charts/chart-data';
import { curvesCsv } from '../../../renderer/charts/curves-csv';
import { probeAsCurves } from '../../../renderer/charts/probe-curves';
import { quantitiesOf } from '../../../renderer/charts/quantities';
import type { Curves } from '../../../renderer/state/run-store';
import { DEFAULT_TRAINING } from '../../../shared/train/config';

const epoch = (number: number, step: number) => ({
  runId: 'r',
  epoch: number,
  step,
  loss: 1,
  metrics: {},
  valLoss: 2,
  valMetrics: {},
  learningRate: 0.1,
  seconds: 1,
});
const NAME = 'dense/kernel[0, 3]';
const CURVES: Curves = {
  steps: [1, 2, 3, 4],
  loss: [4, 3, 2, 1],
  metrics: {},
  learningRate: [0.1, 0.1, 0.1, 0.1],
  epochs: [epoch(1, 2), epoch(2, 4)],
  probes: { [NAME]: { steps: [2, 3], values: [5, null] }, 'dense/dead': { steps: [4], values: [0.5] } },
};
const view = { quantity: 'loss', smoothing: 0, log: false } as const;

test('what a probe recorded is drawn at its own steps', () => {
  const lines = linesOf(probeAsCurves(CURVES, NAME), { ...view, by: 'step' }, [1, 4], 100);
  const points = lines.x.flatMap((x, i) => (lines.training[i] === null ? [] : [[x, lines.training[i]]]));
  expect(points).toEqual([[2, 5]]);
  expect(lines.validation.every((value) => value === null)).toBe(true);
});

test('an epoch has the last value until its end', () => {
  const curves = probeAsCurves(CURVES, 'dense/dead');
  expect(readAt(curves, { ...view, by: 'epoch' }, 2)).toMatchObject({ x: 2, training: 0.5 });
  expect(curves.epochs[0]!.loss).toBeNaN();
});

test('of what was never recorded there is nothing', () => {
  expect(readAt(probeAsCurves(CURVES, 'other'), { ...view, by: 'step' }, null)).toBeNull();
});

test('every curve has a chart with a name of its own', () => {
  const quantities = quantitiesOf(CURVES, DEFAULT_TRAINING).slice(2);
  expect(quantities.map(({ id, label }) => [id, label.en])).toEqual([
    [`probe-${NAME}`, NAME],
    ['probe-dense/dead', 'dense: share of dead units'],
  ]);
  expect(quantitiesOf(CURVES, DEFAULT_TRAINING)[2]).toBe(quantities[0]);
});

test('the table of the steps has a column of each', () => {
  const [header, ...rows] = curvesCsv(CURVES, 'step').trimEnd().split('\n');
  expect(header).toBe(`step,loss,val_loss,learning_rate,"${NAME}",dense/dead`);
  expect(rows.map((row) => row.split(',').slice(-2).join())).toEqual([',', '5,', ',', ',0.5']);
});
