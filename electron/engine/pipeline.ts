import type { TargetSpec } from '#shared/compile/program';
import type { Samples, StoredValues } from '#shared/data/config';
import { inOrder, permutation } from '#shared/data/shuffle';
import { sizeOf } from '#shared/graph/shape';
import { dtypeOf, heldValues, storedValuesOf, valuesOf } from './data/samples';
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
  /** What the samples of a full batch take. */
  readonly batchBytes: number;
  /** Samples in the batch of step `step` of an epoch; smaller for the last one, when they do not come out even. */
  batchAt(step: number): number;
  /**
   * At most `steps` batches of equal size, from step `step` of epoch `epoch` (both from 0). The targets' array is used again by the
   * next call.
   */
  slab(epoch: number, step: number, steps: number): Promise<Slab>;
  /** `slab` will be called for this next: what is in a file is read meanwhile, in another thread. `step` may be one past the epoch's last. */
  ahead(epoch: number, step: number, steps: number): void;
}

export function createPipeline({ samples, target, batchSize, shuffle, seed }: PipelineOptions): Pipeline {
  const { count } = samples;
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const batchAt = (step: number) => Math.min(batchSize, count - step * batchSize);
  const sampleSize = sizeOf(samples.shape);
  const targetSize = sizeOf(target.shape);
  const held = heldValues(samples);
  const stored = storedValuesOf(samples);

  let order: Uint32Array = shuffle ? new Uint32Array(0) : inOrder(count);
  let orderOf = -1;
  let y = newTargets(target, 0);
  let next: Ahead | null = null;

  /** The samples of some steps in the epoch's order, and how they are cut. */
  function rowsOf(epoch: number, step: number, steps: number) {
    if (shuffle && orderOf !== epoch) {
      order = permutation(seed, epoch, count);
      orderOf = epoch;
    }
    const batch = batchAt(step);
    const equal = batch < batchSize ? 1 : Math.floor((count - step * batchSize) / batchSize);
    const taken = Math.max(1, Math.min(steps, equal));
    const first = step * batchSize;
    return { rows: order.subarray(first, first + taken * batch), batch, steps: taken };
  }

  function targetsOf(rows: Uint32Array, isKept: boolean): TargetData {
    const length = rows.length * targetSize;
    if (isKept) y = y.length < length ? newTargets(target, length) : y;
    const into = isKept ? y.subarray(0, length) : newTargets(target, length);
    writeTargets(into, target, rows.length, samples, (row) => rows[row]!);
    return into;
  }

  function gather(values: SampleData, rows: Uint32Array): SampleData {
    const length = rows.length * sampleSize;
    const x = emptyLike(values, length);
    for (let row = 0; row < rows.length; row++) {
      const from = rows[row]! * sampleSize;
      x.set(values.subarray(from, from + sampleSize), row * sampleSize);
    }
    return x;
  }

  async function read(
    values: StoredValues,
    { rows, batch, steps }: ReturnType<typeof rowsOf>,
  ): Promise<Slab> {
    const targets = targetsOf(rows, false);
    return { x: await values.gather(rows), y: targets, batch, steps };
  }

  async function slab(epoch: number, step: number, steps: number): Promise<Slab> {
    const found = next;
    next = null;
    if (found && found.epoch === epoch && found.step <= step && step < found.step + found.steps) {
      const whole = await found.slab;
      const [from, to] = [step - found.step, Math.min(step - found.step + steps, found.steps)];
      // What is left is what comes next.
      if (to < found.steps) next = found;
      return from === 0 && to === found.steps ? whole : stepsOf(whole, from, to);
    }
    const part = rowsOf(epoch, step, steps);
    if (stored) return read(stored, part);
    const { rows, ...cut } = part;
    let x: SampleData | undefined;
    return {
      get x() {
        return (x ??= gather(held!, rows));
      },
      held: { values: held!, rows: new Int32Array(rows.buffer, rows.byteOffset, rows.length) },
      y: targetsOf(rows, true),
      ...cut,
    };
  }

  function ahead(epoch: number, step: number, steps: number): void {
    if (!stored) return;
    if (step >= stepsPerEpoch) [epoch, step] = [epoch + 1, 0];
    if (next && next.epoch === epoch && next.step <= step && step < next.step + next.steps) return;
    const part = rowsOf(epoch, step, steps);
    next = { epoch, step, steps: part.steps, slab: read(stored, part) };
    // Whoever asks for it hears of it.
    next.slab.catch(() => undefined);
  }

  const batchBytes = batchAt(0) * sampleSize * (dtypeOf(samples) === 'uint8' ? 1 : 4);
  return { count, stepsPerEpoch, batchBytes, batchAt, slab, ahead };
}

/** Steps that are being prepared. */
interface Ahead {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
  readonly slab: Promise<Slab>;
}

/** Some steps of a slab, without a copy. */
function stepsOf({ x, y, batch, steps }: Slab, from: number, to: number): Slab {
  const part = <T extends SampleData | TargetData>(data: T): T =>
    data.subarray((data.length / steps) * from, (data.length / steps) * to) as T;
  return { x: part(x), y: part(y), batch, steps: to - from };
}

/** Samples `start` … `start + count` in their own order; without a copy where they are in memory. */
export async function batchOf(
  samples: Samples,
  target: TargetSpec,
  start: number,
  count: number,
): Promise<Batch> {
  const y = newTargets(target, count * sizeOf(target.shape));
  writeTargets(y, target, count, samples, (row) => start + row);
  return { x: await valuesOf(samples, start, count), y, count };
}

const emptyLike = (data: SampleData, length: number): SampleData =>
  data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);

const newTargets = (target: TargetSpec, length: number): TargetData =>
  target.dtype === 'int32' ? new Int32Array(length) : new Float32Array(length);

/** Targets of `rows` samples; `at` tells which ones. */
function writeTargets(
  y: TargetData,
  { encoding, shape, isWeighted = false }: TargetSpec,
  rows: number,
  { labels, weights }: Samples,
  at: (row: number) => number,
): void {
  const width = sizeOf(shape);
  const isOneHot = encoding === 'one-hot';
  if (isOneHot) y.fill(0);
  for (let row = 0; row < rows; row++) {
    const label = labels[at(row)]!;
    if (isOneHot) y[row * width + label] = 1;
    else y[row * width] = label;
    if (isWeighted) y[(row + 1) * width - 1] = weights?.[at(row)] ?? 1;
  }
}
