import { describe, expect, it } from 'vitest';
import { checkParam } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { Params, ParamValue } from '#shared/graph/document';
import { hashText, keyOf, uniformAt } from '#shared/random/counter';
import { INITIALIZERS } from '#shared/train/initializers';
import { computeFans } from '#shared/train/initializers/fans';
import { coverageGaps } from './coverage';
import { casesOf, readCase } from './golden';
import { paramsFromKeras } from './keras-params';

interface InitializerCase {
  readonly given: Readonly<Record<string, ParamValue>>;
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
  readonly theory: {
    readonly distribution: string;
    readonly mean: number;
    readonly stddev: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly gain?: number;
    readonly matrix?: readonly [number, number];
  };
  readonly empirical: { readonly count: number; readonly quantiles: Readonly<Record<string, number>> };
}

/** `orthogonal-gain` are cases of `orthogonal`. */
const nameOf = (golden: { readonly name: string }): string => golden.name.split('-')[0]!;

const cases = casesOf('initializers').map((golden) => {
  const data = readCase(golden) as InitializerCase;
  const name = nameOf(golden);
  const params = paramsFromKeras(INITIALIZERS[name]!.params, data.given);
  return { title: `${golden.name}/${golden.case}`, name, data, params };
});
const matrices = cases.filter(({ data }) => ['orthogonal', 'identity'].includes(data.theory.distribution));
const random = cases.filter((entry) => !matrices.includes(entry));

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

/** Shares of the numbers below each golden quantile that are further off than two samples of n numbers are. */
const wrongQuantiles = (numbers: Float32Array, quantiles: InitializerCase['empirical']['quantiles']) =>
  Object.entries(quantiles).filter(([share, quantile]) => {
    const p = Number(share);
    const below = numbers.filter((x) => x < quantile).length / numbers.length;
    return Math.abs(below - p) > 5 * Math.sqrt((2 * p * (1 - p)) / numbers.length);
  });

/** The dot products of all pairs of columns, or of rows where there are fewer of them, row by row. */
function gram(values: Float32Array, [rows, columns]: readonly [number, number]): number[] {
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const at = (line: number, i: number) =>
    rows >= columns ? values[i * columns + line]! : values[line * columns + i]!;
  return Array.from({ length: count * count }, (_, pair) => {
    const [a, b] = [Math.floor(pair / count), pair % count];
    let sum = 0;
    for (let i = 0; i < length; i++) sum += at(a, i) * at(b, i);
    return sum;
  });
}

describe('initializers', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    const rowOf = (name: string) => nameOf({ name });
    expect(coverageGaps('initializers', INITIALIZERS, { rowOf })).toEqual([]);
    expect(random.length + matrices.length).toBe(cases.length);
  });

  it.each(cases)('$title has parameters that are allowed, and fans as in Keras', ({ name, data, params }) => {
    const specs = INITIALIZERS[name]!.params;
    expect(Object.entries(params).filter(([key, value]) => checkParam(specs[key]!, value))).toEqual([]);
    expect(computeFans(data.shape)).toEqual({ fanIn: data.fanIn, fanOut: data.fanOut });
  });

  it.each(random)('$title follows the law of Keras', ({ name, data, params }) => {
    const { shape, theory, empirical } = data;
    const numbers = draw(name, shape, params, empirical.count);
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
    expect(theory.stddev === 0 ? [] : wrongQuantiles(numbers, empirical.quantiles)).toEqual([]);
  });

  it.each(matrices.filter(({ name }) => name === 'orthogonal'))(
    '$title gives orthogonal rows or columns, uniform among all of them',
    ({ name, data, params }) => {
      const { shape, theory, empirical } = data;
      const one = draw(name, shape, params, 1);
      const square = theory.gain! ** 2;
      const products = gram(one, theory.matrix!);
      const count = Math.sqrt(products.length);
      const off = products.filter((product, pair) => {
        const expected = Math.floor(pair / count) === pair % count ? square : 0;
        return Math.abs(product - expected) > 1e-5 * square;
      });
      expect(off).toEqual([]);
      const numbers = draw(name, shape, params, Math.min(empirical.count, 50_000));
      expect(wrongQuantiles(numbers, empirical.quantiles)).toEqual([]);
    },
  );

  it.each(matrices.filter(({ name }) => name === 'identity'))(
    '$title gives ones on the diagonal, times the gain',
    ({ name, data, params }) => {
      const { shape, theory } = data;
      const values = draw(name, shape, params, 1);
      const expected = values.map((_, i) =>
        Math.floor(i / shape[1]!) === i % shape[1]! ? (theory.gain ?? 1) : 0,
      );
      expect(values).toEqual(expected);
    },
  );

  it.each(Object.keys(INITIALIZERS))('%s stays finite at both ends of the uniform numbers', (name) => {
    for (const shape of [[3, 3, 2, 4], [5], [2, 7], []]) {
      for (const end of [0, 1 - 2 ** -24]) {
        const values = INITIALIZERS[name]!.fill(shape, {}, () => end);
        expect(values).toHaveLength(sizeOf(shape));
        expect(values.every(Number.isFinite)).toBe(true);
      }
    }
  });

  const fixed = ['zeros', 'ones', 'constant', 'identity'];

  it.each(Object.keys(INITIALIZERS).filter((name) => name !== 'orthogonal'))(
    '%s draws element i from uniform number i alone',
    (name) => {
      const at = (i: number) => uniformAt(5, i);
      const base = INITIALIZERS[name]!.fill([4, 3], {}, at);
      const changed = INITIALIZERS[name]!.fill([4, 3], {}, (i) => (i === 6 ? 0.123 : at(i)));
      const differing = [...base.keys()].filter((i) => base[i] !== changed[i]);
      expect(differing).toEqual(fixed.includes(name) ? [] : [6]);
    },
  );
});
