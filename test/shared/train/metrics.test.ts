import { describe, expect, it } from 'vitest';
import { IrBuilder } from '#shared/ops/builder';
import { METRICS } from '#shared/train/metrics';
import { interpret } from '../../fakes/interpreter';

function scores(name: string, targets: readonly number[], predictions: readonly (readonly number[])[]) {
  const b = new IrBuilder();
  const target = b.input('target', [targets.length], 'int32');
  const prediction = b.input('prediction', [predictions.length, predictions[0]!.length]);
  const value = METRICS[name]!.perSample(b, target, prediction, { k: 2 });
  const results = interpret(b.build([{ name: 'value', value }]), {
    target: targets,
    prediction: predictions.flat(),
  });
  return results['value']!.data;
}

describe('top-k accuracy', () => {
  const topK = (targets: readonly number[], predictions: readonly (readonly number[])[]) =>
    scores('sparse_top_k_categorical_accuracy', targets, predictions);

  it('lets a class in that ties with the k-th', () => {
    expect(
      topK(
        [2, 2],
        [
          [0.5, 0.3, 0.3],
          [0.5, 0.4, 0.3],
        ],
      ),
    ).toEqual([1, 0]);
  });

  it('is wrong for NaN and bears infinite outputs', () => {
    const [nan, infinity] = [Number.NaN, Number.POSITIVE_INFINITY];
    expect(
      topK(
        [0, 1, 2],
        [
          [nan, nan, nan],
          [infinity, 2, 1],
          [infinity, 2, 1],
        ],
      ),
    ).toEqual([0, 1, 0]);
  });
});

describe('every metric', () => {
  it('names the better direction, which monitors need', () => {
    const directions = Object.fromEntries(
      Object.entries(METRICS).map(([name, { better }]) => [name, better]),
    );
    expect(directions).toMatchObject({ accuracy: 'higher', mean_absolute_error: 'lower' });
    expect(Object.values(directions)).not.toContain(null);
  });
});
