import type { ModelState } from '#shared/compile/program';
import { encodeSafetensors } from '../safetensors';
import { writeFileAtomically } from '../write-file';
import { weightsOf } from './read-weights';

/**
 * Writes the weights of a state as a safetensors file, a tensor for each, named after layer and weight and laid out as Keras does, so that
 * other tools and `takeWeights` read it. Given up by `signal` it leaves what was there.
 */
export async function saveWeights(
  path: string,
  state: ModelState,
  project: string,
  signal?: AbortSignal,
): Promise<void> {
  const tensors = weightsOf(state).map(({ name, shape, data }) => ({
    name,
    shape,
    data: Float32Array.from(data),
  }));
  await writeFileAtomically(
    path,
    encodeSafetensors({ metadata: { format: 'neuroloom-weights', project }, tensors }),
    signal,
  );
}
