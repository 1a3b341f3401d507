import { describe, expect, it } from 'vitest';
import { decode, type GoldenArray, largestDifference, scaleOf } from './golden';
import { type LayerCase, layerCases, toKeras } from './layer-case';
import { feedsOf, layerGraph, settingOf, weightToKeras } from './layer-graph';
import { MACHINES } from './machines';

/** Difference as a share of the tolerance: scale · max(1e-5, 10 · float32Error of the field). */
function shareOfTolerance(data: LayerCase, field: string, numbers: readonly number[], golden: GoldenArray) {
  const expected = decode(golden).data;
  const tolerance = scaleOf(expected) * Math.max(1e-5, 10 * (data.float32Error[field] ?? 0));
  return largestDifference(numbers, expected) / tolerance;
}

describe.each(MACHINES)('every golden layer case, computed by %s', (_machine, compute) => {
  it.each(layerCases)('$title gives the output, updates and gradients of Keras', async ({ data }) => {
    const results = await compute(layerGraph(settingOf(data)), feedsOf(data));
    const shares: Record<string, number> = {
      output: shareOfTolerance(data, 'output', toKeras(results['output']!, data.output.shape), data.output),
    };
    data.inputGradients.forEach((golden, i) => {
      if (!golden) return;
      const numbers = toKeras(results[`d_in_${i}`]!, golden.shape);
      shares[`gradient of input ${i}`] = shareOfTolerance(data, 'inputGradients', numbers, golden);
    });
    for (const { name, value } of data.weightGradients) {
      const numbers = weightToKeras(data, name, results[`d_${name}`]!);
      shares[`gradient of ${name}`] = shareOfTolerance(data, 'weightGradients', numbers, value);
    }
    for (const { name, value } of data.updatedWeights) {
      const numbers = results[`new_${name}`]!;
      shares[`new ${name}`] = shareOfTolerance(data, 'updatedWeights', numbers, value);
    }
    // NaN is not within.
    const outside = Object.entries(shares).filter(([, share]) => !(share <= 1));
    expect(outside).toEqual([]);
    const updates = Object.keys(results).filter((name) => name.startsWith('new_'));
    expect(updates).toEqual(data.updatedWeights.map(({ name }) => `new_${name}`));
  });
});
