import type { LoadedDataset, Samples } from '#shared/data/config';
import { sizeOf } from '#shared/graph/shape';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { keyOf, uniformAt } from '#shared/random/counter';
import { graphOf } from './drawing';
import type { PeerNet } from './nets';

/** As many samples as the peers have. */
export function dataOf({ id, batch, shape, classes }: PeerNet): LoadedDataset {
  const size = sizeOf(shape);
  const wanted = Math.max(batch * 16, Math.min(8192, Math.floor(200_000_000 / (4 * size))));
  const samples = (count: number): Samples => ({
    shape,
    count,
    x: Float32Array.from({ length: count * size }, (_, i) => uniformAt(keyOf(1), i)),
    labels: Uint8Array.from({ length: count }, (_, i) => uniformAt(keyOf(2), i) * classes),
  });
  const count = wanted - (wanted % batch);
  return {
    dataset: id,
    shape,
    dtype: 'float32',
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    trainCount: count,
    testCount: batch,
    train: samples(count),
    test: samples(batch),
  };
}

/** A project that trains it as the peers do. */
export function projectOf(net: PeerNet): ProjectFile {
  const base = newProject(net.label);
  return {
    ...base,
    graph: graphOf(net),
    data: { ...base.data, rescale: 1, targets: 'sparse' },
    training: { ...base.training, batchSize: net.batch, validationSplit: 0, device: 'cpu' },
  };
}
