import { describe, expect, test } from 'vitest';
import {
  blobsPoint,
  circlesPoint,
  generate,
  moonsPoint,
  spiralsPoint,
  xorPoint,
} from '#shared/data/generators';
import type { HeldSamples, LoadedDataset } from '#shared/data/config';

const OPTIONS = { name: 'test', seed: 1, size: 90, classes: 2 };
const POINTS = {
  xor: xorPoint,
  circles: circlesPoint,
  moons: moonsPoint,
  blobs: blobsPoint(2),
  spirals: spiralsPoint(2),
};

const rows = ({ x, count }: HeldSamples) =>
  Array.from({ length: count }, (_, i) => [x[2 * i]!, x[2 * i + 1]!] as const);

/** Rows of one class, without noise. */
const of = (dataset: LoadedDataset<HeldSamples>, label: number) =>
  rows(dataset.train).filter((_, i) => dataset.train.labels[i] === label);

describe.each(Object.entries(POINTS))('%s', (_name, point) => {
  test('gives the same points for the same seed, others for another', () => {
    const make = (seed: number) => generate({ ...OPTIONS, seed, point: point(0.1) });
    expect(make(1)).toEqual(make(1));
    expect(make(2).train.x).not.toEqual(make(1).train.x);
  });

  test('has half as many test points, which are not the training points', () => {
    const { train, test: held, trainCount, testCount } = generate({ ...OPTIONS, point: point(0.1) });
    expect([trainCount, testCount, train.count, held.count]).toEqual([90, 45, 90, 45]);
    expect([train.x.length, train.labels.length]).toEqual([180, 90]);
    const seen = new Set(rows(train).map((row) => row.join()));
    expect(rows(held).filter((row) => seen.has(row.join()))).toEqual([]);
  });

  test('lets the classes take turns, so that every part of it has all of them', () => {
    const { train } = generate({ ...OPTIONS, point: point(0.1) });
    expect(train.labels.slice(0, 5)).toEqual(Uint8Array.of(0, 1, 0, 1, 0));
  });

  test('looks the same in every fifth of it, for validation and limits', () => {
    const { train } = generate({ ...OPTIONS, size: 500, point: point(0) });
    const all = rows(train);
    const mean = (part: typeof all, of: (x: number, y: number) => number) =>
      part.reduce((sum, [x, y]) => sum + of(x, y), 0) / part.length;
    const measures = [(x: number) => x, (_x: number, y: number) => y, Math.hypot];
    const differences = [0, 1, 2, 3, 4].flatMap((fifth) =>
      measures.map((of) => Math.abs(mean(all.slice(fifth * 100, (fifth + 1) * 100), of) - mean(all, of))),
    );
    expect(Math.max(...differences)).toBeLessThan(0.2);
  });

  test('moves points by as much as the noise says', () => {
    const spread = (noise: number) => {
      const [still, moved] = [0, noise].map((amount) =>
        rows(generate({ ...OPTIONS, size: 4000, point: point(amount) }).train),
      );
      const squares = moved!.map(([x, y], i) => (x - still![i]![0]) ** 2 + (y - still![i]![1]) ** 2);
      return Math.sqrt(squares.reduce((sum, n) => sum + n, 0) / squares.length / 2);
    };
    expect(spread(0.2)).toBeGreaterThan(0.19);
    expect(spread(0.2)).toBeLessThan(0.21);
  });
});

test('the largest uniform number there is gives a point like any other', () => {
  // A seed whose first number is 1 − 2⁻²⁴.
  const { train } = generate({
    ...OPTIONS,
    seed: 8_973_507,
    point: (_label, _share, draw) => [draw.normal(), 0],
  });
  expect(train.x[0]).toBeCloseTo(5.42, 1);
  expect(train.x.every(Number.isFinite)).toBe(true);
});

describe('without noise', () => {
  const still = (point: (noise: number) => ReturnType<typeof xorPoint>, classes = 2) =>
    generate({ ...OPTIONS, classes, size: 120, point: point(0) });

  test('xor has the corners of a square, opposite ones together', () => {
    const dataset = still(xorPoint);
    const corners = (label: number) => [...new Set(of(dataset, label).map((row) => row.join()))].toSorted();
    expect([corners(0), corners(1)]).toEqual([
      ['0,0', '1,1'],
      ['0,1', '1,0'],
    ]);
  });

  test('circles have radius 1 and one half', () => {
    const dataset = still(circlesPoint);
    const radii = (label: number) =>
      new Set(of(dataset, label).map(([x, y]) => Math.round(Math.hypot(x, y) * 1e4)));
    expect([radii(0), radii(1)]).toEqual([new Set([10_000]), new Set([5000])]);
  });

  test('moons are two half circles that reach into each other', () => {
    const dataset = still(moonsPoint);
    const upper = of(dataset, 0);
    const lower = of(dataset, 1);
    expect(upper.every(([x, y]) => y >= -1e-6 && Math.abs(Math.hypot(x, y) - 1) < 1e-6)).toBe(true);
    expect(lower.every(([x, y]) => y <= 0.5 + 1e-6 && Math.abs(Math.hypot(x - 1, y - 0.5) - 1) < 1e-6)).toBe(
      true,
    );
  });

  test('blobs lie at the corners of a polygon', () => {
    const dataset = still(blobsPoint(3), 3);
    expect(
      new Set([0, 1, 2].map((label) => new Set(of(dataset, label).map((row) => row.join())).size)),
    ).toEqual(new Set([1]));
    expect(dataset.classNames).toEqual(['0', '1', '2']);
  });

  test('spirals wind outwards one and a half turns', () => {
    const arm = of(still(spiralsPoint(2)), 0).toSorted(
      (a, b) => Math.hypot(a[0], a[1]) - Math.hypot(b[0], b[1]),
    );
    let turned = 0;
    for (let i = 1; i < arm.length; i++) {
      const step = Math.atan2(arm[i]![1], arm[i]![0]) - Math.atan2(arm[i - 1]![1], arm[i - 1]![0]);
      turned += step < -Math.PI ? step + 2 * Math.PI : step;
    }
    expect(turned / (2 * Math.PI)).toBeCloseTo(1.5 * (59 / 60), 3);
  });
});
