import { describe, expect, it } from 'vitest';
import { IrBuilder } from '#shared/ops/builder';
import { LOSSES } from '#shared/train/losses';
import { weightsByClass } from '#shared/train/losses/class-weights';
import { lossPerSample, reduceLoss, type Reduction } from '#shared/train/losses/reduce';
import { interpret } from '../../../fakes/interpreter';

/** Mean absolute error of predictions 0 against `targets`, [batch, ...]. */
function reduced(targets: readonly number[], shape: readonly number[], weights: readonly number[] | null) {
  return (reduction: Reduction | 'per sample') => {
    const b = new IrBuilder();
    const target = b.input('target', shape);
    const sampleWeight = weights ? b.input('weight', [weights.length]) : undefined;
    const call = {
      target,
      prediction: b.mul(target, b.scalar(0)),
      params: {},
      ...(sampleWeight && { sampleWeight }),
    };
    const loss = LOSSES['mean_absolute_error']!;
    const value =
      reduction === 'per sample' ? lossPerSample(b, loss, call) : reduceLoss(b, loss, call, reduction);
    const results = interpret(b.build([{ name: 'value', value }]), {
      target: targets,
      ...(weights && { weight: weights }),
    });
    return results['value']!.data;
  };
}

/** Loss of predictions that give every class the same chance, and the gradient's reach: which samples count. */
function ignoring(targets: readonly number[], ignoreClass: number) {
  const b = new IrBuilder();
  const target = b.input('target', [targets.length], 'int32');
  const prediction = b.broadcast(b.scalar(0), [targets.length, 2]);
  const value = lossPerSample(b, LOSSES['sparse_categorical_crossentropy']!, {
    target,
    prediction,
    params: { fromLogits: true, ignoreClass },
  });
  return interpret(b.build([{ name: 'value', value }]), { target: targets })['value']!.data;
}

describe('reductions of a loss', () => {
  const weighted = reduced([1, 3], [2, 1], [4, 0]);

  it('are those of Keras', () => {
    expect(weighted('none')).toEqual([4, 0]);
    expect(weighted('sum')).toEqual([4]);
    expect(weighted('sum_over_batch_size')).toEqual([2]);
    expect(weighted('mean_with_sample_weight')).toEqual([1]);
  });

  it('without weights are sums and means', () => {
    const plain = reduced([1, 3, 5, 7], [2, 2, 1], null);
    expect(plain('none')).toEqual([1, 3, 5, 7]);
    expect(plain('sum')).toEqual([16]);
    expect(plain('sum_over_batch_size')).toEqual([4]);
    expect(plain('mean_with_sample_weight')).toEqual([4]);
  });

  it('spread the weight of a sample over its positions', () => {
    const sequence = reduced([1, 3, 5, 7], [2, 2, 1], [1, 3]);
    expect(sequence('per sample')).toEqual([2, 18]);
    expect(sequence('sum_over_batch_size')).toEqual([10]);
    expect(sequence('mean_with_sample_weight')).toEqual([5]);
  });
});

describe('an ignored class', () => {
  it('leaves the divisor too, also where its number is no class', () => {
    const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(ignoring([0, 1, 0, 1], -1))).toBeCloseTo(Math.LN2, 6);
    expect(mean(ignoring([0, 255, 255, 1], 255))).toBeCloseTo(Math.LN2, 6);
  });

  it('gives 0, not NaN, when nothing is left', () => {
    expect(ignoring([1, 1], 1)).toEqual([0, 0]);
  });
});

describe('weights of classes', () => {
  const weights = [1, 10, 100];

  it('become weights of samples, however the targets are written', () => {
    const b = new IrBuilder();
    const sparse = b.input('sparse', [4], 'int32');
    const oneHot = b.input('oneHot', [2, 3]);
    const binary = b.input('binary', [3, 1]);
    const graph = b.build([
      { name: 'sparse', value: weightsByClass(b, sparse, 'sparse', weights) },
      { name: 'oneHot', value: weightsByClass(b, oneHot, 'one-hot', weights) },
      { name: 'binary', value: weightsByClass(b, binary, 'binary', [1, 10]) },
      { name: 'any', value: weightsByClass(b, binary, 'any', [1, 10]) },
    ]);
    const results = interpret(graph, {
      sparse: [2, 0, 1, 2],
      oneHot: [0, 0, 1, 0, 1, 0],
      binary: [1, 0, 1],
    });
    expect(Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data]))).toEqual({
      sparse: [100, 1, 10, 100],
      oneHot: [100, 10],
      binary: [10, 1, 10],
      any: [10, 1, 10],
    });
  });
});
