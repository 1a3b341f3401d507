import { expect, test } from 'vitest';
import { chunkMilliseconds } from '../../../electron/engine/chunk-length';

const layout = (theta: number, optimizerSlots: readonly string[]) => ({
  slots: [],
  sizes: { theta, buffers: 0, frozen: 0 },
  optimizerSlots,
});

test('chunks are short for small networks, and long enough for the copies of large ones', () => {
  expect(chunkMilliseconds(layout(50_000, ['m', 'v']))).toBeLessThan(65);
  expect(chunkMilliseconds(layout(10_000_000, ['m', 'v']))).toBe(360);
  expect(chunkMilliseconds(layout(10_000_000, []))).toBe(160);
});
