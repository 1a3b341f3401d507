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
  /** Whether the training samples count differently in the loss. */
  readonly isWeighted?: boolean;
  /** Whether the training samples stay in their file. */
  readonly isStored?: boolean;
}

/** Values of samples, one sample after the other. */
export type SampleValues = Uint8Array | Float32Array;

/** Values that stay in a file until they are asked for: of data larger than memory. */
export interface StoredValues {
  readonly dtype: DatasetInfo['dtype'];
  /** Those of `count` samples from sample `start` on. */
  read(start: number, count: number): Promise<SampleValues>;
  /** Those of the samples `rows`, in that order; read beside whatever this thread does meanwhile. */
  gather(rows: Uint32Array): Promise<SampleValues>;
}

/**
 * One split: `count` samples of `shape` in Keras's order (channels last), one class index each. Images keep their bytes; the engine rescales.
 */
export interface Samples {
  readonly count: number;
  readonly shape: readonly number[];
  readonly x: SampleValues | StoredValues;
  readonly labels: Uint8Array | Int32Array;
  /** What each counts in the loss; absent: 1. */
  readonly weights?: Float32Array;
}

/** Samples whose values are all in memory. */
export interface HeldSamples extends Samples {
  readonly x: SampleValues;
}

export interface LoadedDataset<S extends Samples = Samples> extends DatasetInfo {
  readonly train: S;
  readonly test: S;
}
