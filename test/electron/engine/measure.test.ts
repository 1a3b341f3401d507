import { expect, test } from 'vitest';
import type { TargetSpec } from '#shared/compile/program';
import { nameMetrics } from '#shared/train/metric-names';
import { classWeightNumbers } from '../../../electron/engine/class-weights';
import { startMeasuring } from '../../../electron/engine/measure';

const metrics = nameMetrics(
  ['accuracy', 'precision', 'precision', 'confusion_matrix', 'r2_score', 'auc', 'one_hot_mean_io_u'].map(
    (type) => ({ type, params: {} }),
  ),
);
const labels = [0, 1, 2, 2, 1];
const predictions = Float32Array.from(
  [
    [0.8, 0.1, 0.1],
    [0.2, 0.7, 0.1],
    [0.1, 0.6, 0.3],
    [0, 0.1, 0.9],
    [0.3, 0.6, 0.1],
  ].flat(),
);
const TARGETS: readonly (readonly [TargetSpec, Float32Array | Int32Array])[] = [
  [{ encoding: 'sparse', shape: [], dtype: 'int32' }, Int32Array.from(labels)],
  [
    { encoding: 'one-hot', shape: [3], dtype: 'float32' },
    Float32Array.from(labels.flatMap((label) => [0, 1, 2].map((i) => Number(i === label)))),
  ],
];

test.each(TARGETS)(
  'metrics of a whole set are the same for targets as $encoding, in batches',
  (target, y) => {
    const measuring = startMeasuring(metrics, target)!;
    const size = y.length / 5;
    for (const [from, to] of [
      [0, 2],
      [2, 5],
    ] as const)
      measuring.update(y.slice(from * size, to * size), predictions.subarray(from * 3, to * 3), to - from);
    const results = measuring.results();
    expect(Object.keys(results)).toEqual(metrics.slice(1).map(({ name }) => name));
    expect(results).toMatchObject({
      precision: 4 / 5,
      precision_1: 4 / 5,
      confusion_matrix: [
        [1, 0, 0],
        [0, 2, 0],
        [0, 1, 1],
      ],
    });
    expect(results['auc']).toBeGreaterThan(0.9);
    expect(results['r2_score']).toBeGreaterThan(0.4);
  },
);

test('a yes-or-no network has two classes', () => {
  const target: TargetSpec = { encoding: 'binary', shape: [1], dtype: 'float32' };
  const measuring = startMeasuring(nameMetrics([{ type: 'confusion_matrix', params: {} }]), target)!;
  measuring.update(Float32Array.of(0, 1, 1), Float32Array.of(0.2, 0.9, 0.4), 3);
  expect(measuring.results()['confusion_matrix']).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

test('nothing is measured where nothing is asked for', () => {
  expect(startMeasuring(nameMetrics([{ type: 'accuracy', params: {} }]), TARGETS[0]![0])).toBeNull();
});

test('balanced weights count rare classes as much as frequent ones', () => {
  const weights = classWeightNumbers('balanced', [0, 0, 0, 1], 3)!;
  expect(weights).toEqual([4 / 9, 4 / 3, 1]);
  expect(3 * weights[0]!).toBeCloseTo(weights[1]!);
  expect([classWeightNumbers(null, [], 2), classWeightNumbers([1, 2], [], 2)]).toEqual([null, [1, 2]]);
});
