import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildChain, type Chain, chains, convLink } from './chain';
import { differences } from './lowerings';

const SEED = 20;
const RUNS = 60;

const checked = (of: fc.Arbitrary<Chain>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(of, async (chain) => {
      const { graph, feeds } = buildChain(chain);
      expect(await differences(graph, feeds)).toEqual([]);
    }),
    { seed: SEED, numRuns: RUNS },
  );

describe('networks in blocks compute what plain ones do', () => {
  test(
    'one convolution: any size, window, stride and padding, channels that fill no block',
    { timeout: 60_000 },
    async () => {
      const ones = chains(convLink.map((link) => [link]));
      await expect(checked(ones)).resolves.toBeUndefined();
    },
  );

  test('chains of convolutions, pooling, normalization, skips and more', { timeout: 60_000 }, async () => {
    await expect(checked(chains())).resolves.toBeUndefined();
  });
});
