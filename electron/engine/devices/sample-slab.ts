import type { CompileSource, TargetSpec } from '#shared/compile/program';
import { sizeOf } from '#shared/graph/shape';
import { keyOf, uniformAt } from '#shared/random/counter';
import type { Slab, TargetData } from '../trainer';

/** Made-up batches of the right kind: what a step costs does not depend on what is in them. */
export function sampleSlab({ info }: CompileSource, target: TargetSpec, batch: number, steps: number): Slab {
  const count = steps * batch;
  const classes = Math.max(1, info.classNames.length);
  const key = keyOf(17);
  const size = count * sizeOf(info.shape);
  const x =
    info.dtype === 'uint8'
      ? Uint8Array.from({ length: size }, (_, i) => uniformAt(key, i) * 256)
      : Float32Array.from({ length: size }, (_, i) => uniformAt(key, i));
  return { x, y: targetsOf(target, count, classes), batch, steps };
}

function targetsOf(
  { encoding, shape, isWeighted = false }: TargetSpec,
  count: number,
  classes: number,
): TargetData {
  const width = sizeOf(shape);
  switch (encoding) {
    case 'sparse':
      return isWeighted
        ? Float32Array.from({ length: count * width }, (_, i) => (i % width === 0 ? i % classes : 1))
        : Int32Array.from({ length: count }, (_, i) => i % classes);
    case 'binary':
      return Float32Array.from({ length: count * width }, (_, i) => i % 2);
    case 'one-hot': {
      const y = new Float32Array(count * width);
      for (let row = 0; row < count; row++) y[row * width + (row % width)] = 1;
      return y;
    }
  }
}
