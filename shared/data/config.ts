import { z } from 'zod';
import { paramsSchema } from '#shared/graph/document';

/** Which data a project uses; part of the project file. */
export const dataConfigSchema = z
  .object({
    /** A key of `DATASETS`: mnist, idx, xor, circles, moons, blobs, spirals. */
    dataset: z.string(),
    params: paramsSchema,
    /** Factor on the raw values: 1/255 for images. */
    rescale: z.number().positive(),
    targets: z.enum(['one-hot', 'sparse']),
    /** Use only the first so many training (and test) samples; null for all. */
    limit: z.number().int().min(1).nullable(),
  })
  .readonly();
export type DataConfig = z.infer<typeof dataConfigSchema>;

export const DEFAULT_DATA: DataConfig = {
  dataset: 'mnist',
  params: {},
  rescale: 1 / 255,
  targets: 'one-hot',
  limit: null,
};

/** What a dataset looks like, without its samples. `shape` is Keras's order; a label `classes` of 2-D data too. */
export interface DatasetInfo {
  readonly dataset: string;
  readonly shape: readonly number[];
  /** How samples arrive at the compiled model; rescaling happens there. */
  readonly dtype: 'uint8' | 'float32';
  readonly classNames: readonly string[];
  readonly trainCount: number;
  readonly testCount: number;
}

/**
 * One split in memory: `count` samples of `shape` in Keras's order (channels last), one class index each.
 * Images keep their bytes; the engine rescales.
 */
export interface Samples {
  readonly count: number;
  readonly shape: readonly number[];
  readonly x: Uint8Array | Float32Array;
  readonly labels: Uint8Array | Int32Array;
}

export interface LoadedDataset extends DatasetInfo {
  readonly train: Samples;
  readonly test: Samples;
}
