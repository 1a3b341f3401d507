import type { TargetSpec } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import { permutation } from '#shared/data/shuffle';
import { sizeOf } from '#shared/graph/shape';
import type { Batch, SampleData, Slab, TargetData } from './trainer';

export interface PipelineOptions {
  readonly samples: Samples;
  readonly target: TargetSpec;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** Key of the order of every epoch. */
  readonly seed: number;
}

/** Deals the training samples out in batches: every epoch in an order of its own that depends on (seed, epoch) alone. */
export interface Pipeline {
  readonly count: number;
  readonly stepsPerEpoch: number;
  /** Samples in the batch of step `step` of an epoch; smaller for the last one, when they do not come out even. */
  batchAt(step: number): number;
  /**
   * At most `steps` batches of equal size, from step `step` of epoch `epoch` (both from 0). The arrays are used again by the
   * next call.
   */
  slab(epoch: number, step: number, steps: number): Slab;
}

export function createPipeline({ samples, target, batchSize, shuffle, seed }: PipelineOptions): Pipeline {
  const { count } = samples;
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const batchAt = (step: number) => Math.min(batchSize, count - step * batchSize);
  const sampleSize = sizeOf(samples.shape);
  const targetSize = sizeOf(target.shape);

  let order: Uint32Array = Uint32Array.from({ length: count }, (_, i) => i);
  let orderOf = -1;
  let x = emptyLike(samples.x, 0);
  let y = newTargets(target, 0);

  function slab(epoch: number, step: number, steps: number): Slab {
    if (shuffle && orderOf !== epoch) {
      order = permutation(seed, epoch, count);
      orderOf = epoch;
    }
    const batch = batchAt(step);
    const equal = batch < batchSize ? 1 : Math.floor((count - step * batchSize) / batchSize);
    const taken = Math.max(1, Math.min(steps, equal));
    const rows = taken * batch;
    if (x.length < rows * sampleSize) x = emptyLike(samples.x, rows * sampleSize);
    if (y.length < rows * targetSize) y = newTargets(target, rows * targetSize);
    const slabX = x.subarray(0, rows * sampleSize);
    const slabY = y.subarray(0, rows * targetSize);
    const first = step * batchSize;
    for (let row = 0; row < rows; row++) {
      const from = order[first + row]! * sampleSize;
      slabX.set(samples.x.subarray(from, from + sampleSize), row * sampleSize);
    }
    writeTargets(slabY, target, rows, (row) => samples.labels[order[first + row]!]!);
    return { x: slabX, y: slabY, batch, steps: taken };
  }

  return { count, stepsPerEpoch, batchAt, slab };
}

/** Samples `start` … `start + count` in their own order, without a copy of the values. */
export function batchOf(samples: Samples, target: TargetSpec, start: number, count: number): Batch {
  const size = sizeOf(samples.shape);
  const y = newTargets(target, count * sizeOf(target.shape));
  writeTargets(y, target, count, (row) => samples.labels[start + row]!);
  return { x: samples.x.subarray(start * size, (start + count) * size), y, count };
}

/** A part of `samples`, without a copy. */
export function slice(samples: Samples, start: number, count: number): Samples {
  const size = sizeOf(samples.shape);
  return {
    count,
    shape: samples.shape,
    x: samples.x.subarray(start * size, (start + count) * size),
    labels: samples.labels.subarray(start, start + count),
  };
}

const emptyLike = (data: SampleData, length: number): SampleData =>
  data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);

const newTargets = (target: TargetSpec, length: number): TargetData =>
  target.dtype === 'int32' ? new Int32Array(length) : new Float32Array(length);

function writeTargets(
  y: TargetData,
  target: TargetSpec,
  rows: number,
  labelOf: (row: number) => number,
): void {
  if (target.encoding !== 'one-hot') {
    for (let row = 0; row < rows; row++) y[row] = labelOf(row);
    return;
  }
  const classes = sizeOf(target.shape);
  y.fill(0);
  for (let row = 0; row < rows; row++) y[row * classes + labelOf(row)] = 1;
}
