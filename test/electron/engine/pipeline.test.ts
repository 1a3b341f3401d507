import { describe, expect, test } from 'vitest';
import { partOf } from '../../../electron/engine/data/samples';
import { batchOf, createPipeline, type PipelineOptions } from '../../../electron/engine/pipeline';
import type { TargetSpec } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import { FAKE_TARGET } from '../../fakes/fake-trainer';

/** Ten samples of two bytes, [i, i + 100], of class i mod 3. */
const SAMPLES: Samples = {
  count: 10,
  shape: [2],
  x: Uint8Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? i / 2 : (i - 1) / 2 + 100)),
  labels: Uint8Array.from({ length: 10 }, (_, i) => i % 3),
};
const OPTIONS: PipelineOptions = {
  samples: SAMPLES,
  target: FAKE_TARGET,
  batchSize: 4,
  shuffle: true,
  seed: 1,
};

/** The samples of an epoch in the order in which they are dealt out, `steps` batches at a time. */
async function dealt(
  options: PipelineOptions,
  epoch: number,
  steps: number,
): Promise<{ order: number[]; batches: number[] }> {
  const pipeline = createPipeline(options);
  const order: number[] = [];
  const batches: number[] = [];
  for (let step = 0; step < pipeline.stepsPerEpoch;) {
    const slab = await pipeline.slab(epoch, step, steps);
    order.push(...[...slab.x].filter((_, i) => i % 2 === 0));
    const { values, rows } = slab.held!;
    expect([...slab.x]).toEqual([...rows].flatMap((row) => [...values.subarray(2 * row, 2 * row + 2)]));
    for (let k = 0; k < slab.steps; k++) batches.push(slab.batch);
    step += slab.steps;
  }
  return { order, batches };
}

describe('a pipeline', () => {
  test('deals every sample out once an epoch, the rest in a smaller last batch', async () => {
    const { order, batches } = await dealt(OPTIONS, 0, 1);
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(batches).toEqual([4, 4, 2]);
  });

  test('gives the same order however many batches are taken at once', async () => {
    expect(await dealt(OPTIONS, 3, 7)).toEqual(await dealt(OPTIONS, 3, 1));
  });

  test('shuffles every epoch anew, as a function of seed and epoch', async () => {
    const orders = [
      await dealt(OPTIONS, 0, 1),
      await dealt(OPTIONS, 1, 1),
      await dealt({ ...OPTIONS, seed: 2 }, 0, 1),
    ];
    expect(new Set(orders.map(({ order }) => order.join())).size).toBe(3);
    expect(await dealt(OPTIONS, 1, 1)).toEqual(orders[1]);
  });

  test('keeps the order of the data when asked not to shuffle', async () => {
    expect((await dealt({ ...OPTIONS, shuffle: false }, 5, 2)).order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('takes all samples at once when the batch is larger than the data', async () => {
    expect((await dealt({ ...OPTIONS, batchSize: 64 }, 0, 9)).batches).toEqual([10]);
  });

  test.each<[TargetSpec, number[]]>([
    [{ encoding: 'one-hot', shape: [3], dtype: 'float32' }, [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]],
    [{ encoding: 'sparse', shape: [], dtype: 'int32' }, [0, 1, 2, 0]],
    [{ encoding: 'binary', shape: [1], dtype: 'float32' }, [0, 1, 2, 0]],
  ])('writes targets as %o', async (target, expected) => {
    const pipeline = createPipeline({ ...OPTIONS, target, shuffle: false });
    // Twice: buffers are used again and must not keep old numbers.
    await pipeline.slab(0, 1, 1);
    const { y } = await pipeline.slab(0, 0, 1);
    expect([...y]).toEqual(expected);
    expect(y).toBeInstanceOf(target.dtype === 'int32' ? Int32Array : Float32Array);
  });
});

test('a batch of samples in their own order, from a part of the data', async () => {
  const part = partOf(SAMPLES, 4, 5);
  expect(await batchOf(part, FAKE_TARGET, 1, 2)).toEqual({
    x: Uint8Array.of(5, 105, 6, 106),
    y: Int32Array.of(2, 0),
    count: 2,
  });
});
