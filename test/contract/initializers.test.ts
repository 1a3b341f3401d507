import { describe, expect, it } from 'vitest';
import { sizeOf } from '#shared/graph/shape';
import type { Params } from '#shared/graph/document';
import { hashText, keyOf, uniformAt } from '#shared/random/counter';
import { computeFans, INITIALIZERS } from '#shared/train/initializers';
import { casesOf, readCase } from './golden';
import { wrongTexts } from './texts';

interface InitializerCase {
  readonly given: Params;
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
  readonly theory: { mean: number; stddev: number; low: number | null; high: number | null };
  readonly empirical: { count: number; quantiles: Readonly<Record<string, number>> };
}

/** Initializers that Keras has and the table has not yet. */
const NOT_IN_TABLE = ['constant', 'identity', 'orthogonal', 'variance_scaling'];

const nameOf = (golden: { readonly name: string }) => golden.name.split('-')[0]!;
const all = casesOf('initializers');
const covered = all.filter((golden) => nameOf(golden) in INITIALIZERS);

/** At least `count` numbers, from as many fills as that takes, each with a key of its own. */
function draw(name: string, shape: readonly number[], config: Params, count: number): Float32Array {
  const fills = Math.ceil(count / sizeOf(shape));
  const numbers = new Float32Array(fills * sizeOf(shape));
  for (let fill = 0; fill < fills; fill++) {
    const key = keyOf(7, hashText(name), fill);
    const values = INITIALIZERS[name]!.fill(shape, config, (i) => uniformAt(key, i));
    numbers.set(values, fill * sizeOf(shape));
  }
  return numbers;
}

function moments(numbers: Float32Array) {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
  return { mean, stddev: Math.sqrt(variance) };
}

describe('initializers', () => {
  it('cover the golden cases but for a known list', () => {
    const left = new Set(all.filter((golden) => !covered.includes(golden)).map(nameOf));
    expect([...left].toSorted()).toEqual(NOT_IN_TABLE);
    expect(Object.keys(INITIALIZERS).filter((name) => !covered.some((g) => nameOf(g) === name))).toEqual([]);
  });

  it.each(Object.entries(INITIALIZERS))('%s explains itself in both languages', (_name, definition) => {
    expect(definition.formula).not.toBe('');
    expect(wrongTexts({ summary: definition.summary })).toEqual([]);
  });

  it.each(covered.map((golden) => [`${golden.name}/${golden.case}`, golden] as const))(
    '%s follows the law of Keras',
    (_title, golden) => {
      const { given, shape, fanIn, fanOut, theory, empirical } = readCase(golden) as InitializerCase;
      expect(computeFans(shape)).toEqual({ fanIn, fanOut });

      const numbers = draw(nameOf(golden), shape, given, empirical.count);
      const n = numbers.length;
      const { mean, stddev } = moments(numbers);
      // Five standard errors.
      expect(Math.abs(mean - theory.mean)).toBeLessThanOrEqual((5 * theory.stddev) / Math.sqrt(n));
      expect(Math.abs(stddev - theory.stddev)).toBeLessThanOrEqual((5 * theory.stddev) / Math.sqrt(n));
      const rounding = 1e-6 * Math.max(1, Math.abs(theory.mean));
      const outside = numbers.filter(
        (x) =>
          x < (theory.low ?? Number.NEGATIVE_INFINITY) - rounding ||
          x > (theory.high ?? Number.POSITIVE_INFINITY) + rounding ||
          !Number.isFinite(x),
      );
      expect(outside).toHaveLength(0);
      if (theory.stddev === 0) return;
      for (const [share, quantile] of Object.entries(empirical.quantiles)) {
        const p = Number(share);
        const below = numbers.filter((x) => x < quantile).length / n;
        // Both sides are samples: the variance of their difference is twice that of one.
        expect(Math.abs(below - p)).toBeLessThanOrEqual(5 * Math.sqrt((2 * p * (1 - p)) / n));
      }
    },
  );

  it.each(Object.keys(INITIALIZERS))('%s stays finite at both ends of the uniform numbers', (name) => {
    for (const end of [0, 1 - 2 ** -24]) {
      const values = INITIALIZERS[name]!.fill([3, 3, 2, 4], {}, () => end);
      expect(values).toHaveLength(72);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it.each(Object.keys(INITIALIZERS))('%s draws element i from uniform number i alone', (name) => {
    const at = (i: number) => uniformAt(5, i);
    const base = INITIALIZERS[name]!.fill([4, 3], {}, at);
    const changed = INITIALIZERS[name]!.fill([4, 3], {}, (i) => (i === 6 ? 0.123 : at(i)));
    const differing = [...base.keys()].filter((i) => base[i] !== changed[i]);
    expect(differing).toEqual(name === 'zeros' || name === 'ones' ? [] : [6]);
  });
});
