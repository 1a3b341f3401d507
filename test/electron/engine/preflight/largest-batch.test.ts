import { describe, expect, test } from 'vitest';
import { largestBatch } from '../../../../electron/engine/preflight/largest-batch';

/** What batches take, and how often it was asked. */
function machine(bytesOf: (batch: number) => number) {
  const asked: number[] = [];
  const estimate = async (batch: number) => {
    asked.push(batch);
    return bytesOf(batch);
  };
  return { asked, estimate };
}

const CURVES: Readonly<Record<string, (batch: number) => number>> = {
  'a straight line': (batch) => 1000 + 7 * batch,
  'a line with a step': (batch) => 1000 + 7 * batch + (batch > 300 ? 5000 : 0),
  'a line that falls back at a step': (batch) => (batch < 500 ? 12 * batch : 7 * batch),
  'a curve': (batch) => 1000 + batch ** 1.5,
};

describe.each(Object.entries(CURVES))('with %s', (_, bytesOf) => {
  test.each([1008, 1500, 4000, 9000, 60_000])(
    'what is found for %d bytes fits, and 4 %% more does not',
    async (limit) => {
      const { asked, estimate } = machine(bytesOf);
      const found = (await largestBatch(estimate, { limit, all: 60_000 }))!;
      expect(bytesOf(found.batch)).toBeLessThanOrEqual(limit);
      expect(bytesOf(Math.ceil(found.batch * 1.04) + 1)).toBeGreaterThan(limit);
      expect(found).toMatchObject({ limit, isAll: false });
      expect(asked.length).toBeLessThan(40);
    },
  );
});

test('a straight line takes four estimates', async () => {
  const { asked, estimate } = machine(CURVES['a straight line']!);
  await largestBatch(estimate, { limit: 50_000, all: 60_000 });
  expect(asked).toHaveLength(4);
});

test('all samples may fit, or not even one, and some limits have nothing to do with memory', async () => {
  const { estimate } = machine((batch) => 10 * batch);
  expect(await largestBatch(estimate, { limit: 1e9, all: 500 })).toEqual({
    batch: 500,
    isAll: true,
    limit: 1e9,
  });
  expect(await largestBatch(estimate, { limit: 5, all: 500 })).toEqual({ batch: 0, isAll: false, limit: 5 });
  expect(await largestBatch(estimate, { limit: 1e9, all: 500, most: 64 })).toMatchObject({
    batch: 64,
    isAll: false,
  });
});

test('it can be given up between two estimates', async () => {
  const { asked, estimate } = machine((batch) => 10 * batch);
  expect(await largestBatch(estimate, { limit: 100, all: 500, isOver: () => asked.length > 2 })).toBeNull();
  expect(asked).toHaveLength(3);
});
