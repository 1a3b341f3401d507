import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsAt, hashText, keyOf, mix32, uniformAt } from '#shared/random/counter';

/** The published hash, in numbers that never overflow. */
function lowbias32(x: number): number {
  const mask = 0xffffffffn;
  let n = BigInt(x);
  n ^= n >> 16n;
  n = (n * 0x7feb352dn) & mask;
  n ^= n >> 15n;
  n = (n * 0x846ca68bn) & mask;
  n ^= n >> 16n;
  return Number(n);
}

const word = fc.integer({ min: 0, max: 0xffffffff });

describe('counter-based random numbers', () => {
  test('mix as the published hash does', () => {
    fc.assert(
      fc.property(word, (x) => {
        expect(mix32(x)).toBe(lowbias32(x));
      }),
    );
  });

  test('never change: checkpoints and seeds of old projects depend on them', () => {
    expect({
      key: keyOf(1, 2, 3),
      text: hashText('dropout'),
      bits: [0, 1, 2].map((i) => bitsAt(7, i)),
      uniform: uniformAt(7, 1),
    }).toMatchInlineSnapshot(`
      {
        "bits": [
          2492178918,
          1071229915,
          1218197195,
        ],
        "key": 1328893328,
        "text": 1605307882,
        "uniform": 0.2494150996208191,
      }
    `);
  });

  test('are uniform in [0, 1) with 24 bits', () => {
    const count = 1 << 16;
    const numbers = Array.from({ length: count }, (_, i) => uniformAt(keyOf(3), i));
    const mean = numbers.reduce((sum, x) => sum + x, 0) / count;
    // Five standard errors of a uniform mean.
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * count));
    expect(numbers.filter((x) => x < 0 || x >= 1 || !Number.isInteger(x * 2 ** 24))).toEqual([]);
    const bins = Array<number>(64).fill(0);
    for (const x of numbers) bins[Math.floor(x * 64)]!++;
    const expected = count / 64;
    const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 63 degrees of freedom: mean 63, standard deviation 11.2.
    expect(chiSquare).toBeLessThan(63 + 5 * 11.3);
  });

  test('of neighbouring keys and indices have nothing in common', () => {
    const correlation = (a: (i: number) => number, b: (i: number) => number) => {
      const count = 1 << 14;
      let sum = 0;
      for (let i = 0; i < count; i++) sum += (a(i) - 0.5) * (b(i) - 0.5);
      return Math.abs((sum * 12) / count) * Math.sqrt(count);
    };
    const at = (key: number) => (i: number) => uniformAt(key, i);
    expect(correlation(at(keyOf(1, 0)), at(keyOf(1, 1)))).toBeLessThan(5);
    expect(correlation(at(keyOf(1)), at(keyOf(2)))).toBeLessThan(5);
    expect(correlation(at(keyOf(1)), (i) => uniformAt(keyOf(1), i + 1))).toBeLessThan(5);
  });

  test('depend on every part of a key, in order', () => {
    const keys = [
      keyOf(1, 2),
      keyOf(2, 1),
      keyOf(1),
      keyOf(1, 2, 0),
      keyOf(),
      hashText('12'),
      hashText('21'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
