import { expect, test } from 'vitest';
import { predictionTensors, probabilitiesOf } from '../../../../electron/engine/views/prediction';

test('one unit for two classes gives the probabilities of both', () => {
  expect(probabilitiesOf(Float32Array.of(0.25), 2)).toEqual(Float32Array.of(0.75, 0.25));
  expect(probabilitiesOf(Float32Array.of(0.1, 0.9), 2)).toEqual(Float32Array.of(0.1, 0.9));
});

test('a prediction shows the sample, its class and the probabilities', () => {
  const tensors = predictionTensors(Uint8Array.of(1, 2), [2], 1, Float32Array.of(0.5, 0.5));
  expect(tensors).toEqual([
    { name: 'probabilities', dtype: 'float32', shape: [2], data: Float32Array.of(0.5, 0.5) },
    { name: 'label', dtype: 'int32', shape: [1], data: Int32Array.of(1) },
    { name: 'input', dtype: 'uint8', shape: [2], data: Uint8Array.of(1, 2) },
  ]);
});

test('a sample too large for a frame is left out, its prediction is not', () => {
  const tensors = predictionTensors(new Uint8Array(300_000), [300_000], 1, Float32Array.of(1));
  expect(tensors.map(({ name }) => name)).toEqual(['probabilities', 'label']);
});
