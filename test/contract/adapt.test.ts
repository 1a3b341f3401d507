import { describe, expect, it } from 'vitest';
import { LAYERS } from '#shared/layers/table';
import { decode, largestDifference, scaleOf } from './golden';
import { layerCases, paramsOfCase, shapesOf } from './layer-case';

const cases = layerCases.filter(({ data }) => data.adaptData);

const contextOf = ({ data }: (typeof cases)[number]) => ({
  params: paramsOfCase(data),
  inputs: shapesOf(data).shapes,
});

describe('layers that adapt to the training data', () => {
  it.each(cases)('$title has the statistics of Keras, whatever pieces the data comes in', (found) => {
    const { layer, adaptData, weights } = found.data;
    const { shape, data } = decode(adaptData!);
    const sample = data.length / shape[0]!;
    const adaptation = LAYERS[layer]!.adapt!(contextOf(found))!;
    const values = Float32Array.from(data);
    adaptation.add(values.subarray(0, 2 * sample));
    adaptation.add(values.subarray(2 * sample));
    const results = adaptation.weights();
    const distances = weights.flatMap(({ name, value }) => {
      const golden = decode(value).data;
      // Keras leaves the count at 0; ours tells that the layer is adapted.
      return name === 'count' ? [] : [largestDifference(results[name]!, golden) / scaleOf(golden)];
    });
    expect(distances.length).toBe(2);
    expect(Math.max(...distances)).toBeLessThan(1e-6);
    expect([...results['count']!]).toEqual([shape[0]]);
  });

  it('Normalization needs no data when mean and variance are given', () => {
    const params = { axis: [-1], invert: false, mean: [0, 1], variance: [1, 1] };
    expect(LAYERS['Normalization']!.adapt!({ params, inputs: [[2]] })).toBeNull();
  });

  it('Normalization keeps digits of large numbers with a small spread', () => {
    const params = { axis: null, invert: false, mean: null, variance: null };
    const adaptation = LAYERS['Normalization']!.adapt!({ params, inputs: [[2]] })!;
    adaptation.add(Float32Array.of(1_000_000, 1_000_002, 1_000_001, 1_000_001));
    const { mean, variance } = adaptation.weights();
    expect([...mean!, ...variance!]).toEqual([1_000_001, 0.5]);
  });
});
