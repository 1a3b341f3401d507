import type { FrameTensor } from '#shared/protocol/frame';
import type { SampleData } from '../trainer';
import { fitFrame } from './budget';

/** Probability of every class from the head's output; a single unit gives that of the second of two classes. */
export function probabilitiesOf(head: Float32Array, classes: number): Float32Array {
  if (head.length === 1 && classes === 2) return Float32Array.of(1 - head[0]!, head[0]!);
  return head;
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
