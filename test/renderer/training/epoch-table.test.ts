import { expect, test } from 'vitest';
import { cellText, EPOCH_COLUMNS, epochsAsText } from '../../../renderer/training/epoch-table';

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

test('a row shows few digits, and a dash where nothing was measured', () => {
  expect(EPOCH_COLUMNS.map((column) => cellText(column, epoch))).toEqual([
    '2',
    '0.1235',
    '98.8 %',
    '–',
    '–',
    '1.23',
  ]);
});

test('the copied table has all digits, separated as spreadsheets read them', () => {
  expect(epochsAsText([epoch])).toBe(
    'epoch\tloss\taccuracy\tval_loss\tval_accuracy\tseconds\n2\t0.123456\t0.9876\t\t\t1.2345',
  );
});
