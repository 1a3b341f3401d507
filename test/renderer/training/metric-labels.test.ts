import { expect, test } from 'vitest';
import { isShare, metricLabel, metricType } from '../../../renderer/training/metric-labels';

test.each([
  ['accuracy', 'Accuracy', '정확도'],
  ['precision_1', 'Precision 2', 'Precision 2'],
  ['digit_accuracy', 'Accuracy · digit', '정확도 · digit'],
  ['output_1_loss', 'Loss · output_1', '손실 · output_1'],
  ['my_head_2_precision_1', 'Precision 2 · my_head_2', 'Precision 2 · my_head_2'],
])('%s is called %s', (name, en, ko) => {
  expect(metricLabel(name)).toEqual({ en, ko });
});

test('a head’s metric has the type and unit of the metric', () => {
  expect([metricType('a_categorical_accuracy'), isShare('a_auc'), isShare('a_loss')]).toEqual([
    'categorical_accuracy',
    true,
    false,
  ]);
});
