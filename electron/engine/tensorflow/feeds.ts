import type { ModelState } from '#shared/compile/program';
import type { Shape } from '#shared/graph/shape';
import type { SampleData, TargetData } from '../trainer';
import type { Tensor, TensorFlow } from './api';

export type Tensors = Readonly<Record<string, Tensor>>;

/** Numbers as a tensor; bytes as float32, which is what every graph makes of them first. */
export function tensorOf(tf: TensorFlow, data: SampleData | TargetData, shape: Shape): Tensor {
  if (data instanceof Int32Array) return tf.tensor(data, [...shape], 'int32');
  return tf.tensor(data instanceof Float32Array ? data : new Float32Array(data), [...shape], 'float32');
}

/** The vectors of a state by the names that programs have for them; those of length 0 are left out. */
export function vectorsOf(tf: TensorFlow, { theta, buffers, frozen, slots }: ModelState): Tensors {
  const named = Object.entries(slots).map(([name, slot]) => [`slot_${name}`, slot] as const);
  const all = [...Object.entries({ theta, buffers, frozen }), ...named];
  return Object.fromEntries(
    all
      .filter(([, vector]) => vector.length > 0)
      .map(([name, vector]) => [name, tensorOf(tf, vector, [vector.length])]),
  );
}

/** Disposes of tensors by name. */
export function disposeAll(tensors: Tensors): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}

/** The numbers of float32 tensors, which are disposed of unless they are `kept`. */
export async function floatsOf(
  tensors: Tensors,
  { kept = false } = {},
): Promise<Readonly<Record<string, Float32Array>>> {
  const read = Object.entries(tensors).map(
    async ([name, tensor]) => [name, (await tensor.data()) as Float32Array] as const,
  );
  const numbers = Object.fromEntries(await Promise.all(read));
  if (!kept) disposeAll(tensors);
  return numbers;
}
