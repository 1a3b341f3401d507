import type { FrameTensor } from '#shared/protocol/frame';
import type { SampleData } from '../trainer';
import { fitFrame } from './budget';

/** Probability of every class from the head's output, or from its logits; a single unit gives that of the second of two classes. */
export function probabilitiesOf(head: Float32Array, classes: number, isLogits = false): Float32Array {
  const isSingle = head.length === 1 && classes === 2;
  if (isLogits) return isSingle ? softmax(Float32Array.of(0, head[0]!)) : softmax(head);
  return isSingle ? Float32Array.of(1 - head[0]!, head[0]!) : head;
}

function softmax(logits: Float32Array): Float32Array {
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = logits.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/** The probabilities of a sample's classes, the right one, and the sample itself where it fits into a frame. */
export function predictionTensors(
  x: SampleData,
  shape: readonly number[],
  label: number,
  probabilities: Float32Array,
): readonly FrameTensor[] {
  const tensors: readonly FrameTensor[] = [
    { name: 'probabilities', dtype: 'float32', shape: [probabilities.length], data: probabilities },
    { name: 'label', dtype: 'int32', shape: [1], data: Int32Array.of(label) },
    { name: 'input', dtype: x instanceof Uint8Array ? 'uint8' : 'float32', shape, data: x },
  ];
  return fitFrame([() => tensors]);
}

/** A sample and what the network makes of it, as raw values like the sample's. */
export function reconstructionTensors(
  x: SampleData,
  shape: readonly number[],
  output: Float32Array,
  rescale: number,
): readonly FrameTensor[] {
  const isBytes = x instanceof Uint8Array;
  const raw = output.map((value) => value / rescale);
  const data = isBytes ? Uint8Array.from(raw, (value) => Math.max(0, Math.min(255, Math.round(value)))) : raw;
  const dtype = isBytes ? 'uint8' : 'float32';
  return fitFrame([
    () => [
      { name: 'reconstruction', dtype, shape, data },
      { name: 'input', dtype, shape, data: x },
    ],
  ]);
}
