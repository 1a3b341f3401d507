import type { LoadedDataset } from '#shared/data/config';
import type { ApiInput, ApiOutput } from '#shared/protocol/api';
import { infoOf, type LoadDataset } from '../model';
import { cancelLoading } from './load';
import { valuesOf } from './samples';

type DataCall = 'engine.describeData' | 'engine.samples' | 'engine.cancelData';

/** The calls about the data alone, whatever is drawn. */
export const dataHandlers = (
  load: LoadDataset,
): { readonly [N in DataCall]: (input: ApiInput<N>) => Promise<ApiOutput<N>> } => ({
  'engine.describeData': async ({ data }) => describe(await load(data)),
  'engine.samples': async ({ data, split, offset, count }) =>
    await samplesOf(await load(data), split, offset, count),
  'engine.cancelData': async () => {
    cancelLoading();
    return {};
  },
});

function describe(dataset: LoadedDataset): ApiOutput<'engine.describeData'> {
  const info = infoOf(dataset);
  return { ...info, shape: [...info.shape], classNames: [...info.classNames] };
}

async function samplesOf(
  dataset: LoadedDataset,
  split: 'train' | 'test',
  offset: number,
  count: number,
): Promise<ApiOutput<'engine.samples'>> {
  const samples = dataset[split];
  const end = Math.min(samples.count, offset + count);
  const start = Math.min(offset, end);
  const x = await valuesOf(samples, start, end - start);
  return {
    shape: [...samples.shape],
    total: samples.count,
    labels: [...samples.labels.subarray(start, end)],
    x: Buffer.from(x.buffer, x.byteOffset, x.byteLength).toString('base64'),
    dtype: dataset.dtype,
  };
}
