import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permutation } from '#shared/data/shuffle';

const anySeed = fc.integer({ min: 0, max: 0xffffffff });

describe('the order of an epoch', () => {
  test('holds every sample once, and is a function of seed and epoch', () => {
    fc.assert(
      fc.property(anySeed, fc.nat(1000), fc.nat(300), (seed, epoch, count) => {
        const order = permutation(seed, epoch, count);
        expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(permutation(seed, epoch, count)).toEqual(order);
      }),
    );
  });

  test('is another one for another seed or epoch', () => {
    const orders = [permutation(1, 0, 50), permutation(1, 1, 50), permutation(2, 0, 50)];
    expect(new Set(orders.map((order) => order.join())).size).toBe(3);
  });

  test('puts every sample everywhere equally often', () => {
    const [count, epochs] = [6, 6000];
    const hits = Array.from({ length: count * count }, () => 0);
    for (let epoch = 0; epoch < epochs; epoch++)
      permutation(9, epoch, count).forEach((sample, place) => hits[place * count + sample]!++);
    const expected = epochs / count;
    // Five standard deviations of a binomial count.
    const allowed = 5 * Math.sqrt(expected * (1 - 1 / count));
    expect(hits.filter((n) => Math.abs(n - expected) > allowed)).toEqual([]);
  });

  test('never changes: interrupted runs of old projects go on with it', () => {
    expect([...permutation(1, 0, 10)]).toMatchInlineSnapshot(`
      [
        2,
        1,
        6,
        8,
        7,
        9,
        0,
        3,
        4,
        5,
      ]
    `);
  });
});
