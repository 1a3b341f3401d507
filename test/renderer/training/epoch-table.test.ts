import { expect, test } from 'vitest';
import { cellText, epochColumns, epochsAsText } from '../../../renderer/training/epoch-table';

const epoch = {
  runId: 'r',
  epoch: 2,
  step: 20,
  loss: 0.123456,
  metrics: { accuracy: 0.9876 },
  valLoss: null,
  valMetrics: null,
  learningRate: 0.001,
  seconds: 1.2345,
};

const validated = {
  ...epoch,
  epoch: 3,
  valLoss: 0.5,
  valMetrics: { accuracy: 0.5, precision_1: 0.25, r2_score: -1.23456 },
  learningRate: 0.0005,
};

test('a row shows few digits, and a dash where nothing was measured', () => {
  const columns = epochColumns([epoch, validated]);
  expect(columns.map(({ id, label }) => [id, label.en])).toEqual([
    ['epoch', 'Epoch'],
    ['loss', 'Loss'],
    ['accuracy', 'Accuracy'],
    ['val_loss', 'Val. loss'],
    ['val_accuracy', 'Val. accuracy'],
    ['val_precision_1', 'Val. precision 2'],
    ['val_r2_score', 'Val. R² score'],
    ['learning_rate', 'Learning rate'],
    ['seconds', 'Seconds'],
  ]);
  const rows = [epoch, validated].map((each) => columns.map((column) => cellText(column, each)));
  expect(rows).toEqual([
    ['2', '0.1235', '98.8 %', '–', '–', '–', '–', '0.001', '1.23'],
    ['3', '0.1235', '98.8 %', '0.5', '50.0 %', '25.0 %', '-1.235', '5.00e-4', '1.23'],
  ]);
});

test('columns without a value, and a rate that stays, are left out', () => {
  expect(epochColumns([epoch]).map(({ id }) => id)).toEqual(['epoch', 'loss', 'accuracy', 'seconds']);
});

test('the copied table has all digits, separated as spreadsheets read them', () => {
  expect(epochsAsText([epoch])).toBe('epoch\tloss\taccuracy\tseconds\n2\t0.123456\t0.9876\t1.2345');
});
