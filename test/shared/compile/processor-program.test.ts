import { describe, expect, test } from 'vitest';
import { MOST_NUMBERS } from '#shared/compile/segments';
import { compileTraining } from '#shared/compile/training';
import { chain, DIGITS, sourceOf } from '../../fixtures/drawings';
import { BATCH, trainBriefly } from './processor-training';

const SMALL = chain(
  ['Input', { shape: [28, 28, 1] }],
  'Flatten',
  ['Dense', { units: 12, activation: 'relu' }],
  'BatchNormalization',
  ['Dropout', { rate: 0.3 }],
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);
const WIDE = chain(
  ['Input', { shape: [28, 28, 1] }],
  ['Conv2D', { filters: 2, kernelSize: [3, 3] }],
  'Flatten',
  ['Dense', { units: 400, activation: 'relu' }],
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);

/** How many numbers are not the same. */
const differences = (a: Float32Array, b: Float32Array): number => a.filter((n, i) => n !== b[i]).length;

const farthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, n, i) => Math.max(most, Math.abs(n - b[i]!)), 0);

describe('the program for the processor', () => {
  const cut = trainBriefly(sourceOf(WIDE, { info: DIGITS }), true);

  test('gives the numbers of the other one, without a number of steps', async () => {
    const source = sourceOf(SMALL, { info: DIGITS });
    const [loop, scan] = [await trainBriefly(source, false), await trainBriefly(source, true)];
    for (const [i, vector] of scan.vectors.entries())
      expect(farthest(vector, loop.vectors[i]!)).toBeLessThan(1e-4);
    expect(farthest(scan.losses, loop.losses)).toBeLessThan(1e-4);
    expect(scan.inputs.toSorted()).toEqual(loop.inputs.filter((name) => name !== 'k').toSorted());
  });

  test('has large weights in pieces that lie one after the other, and the same numbers in them', async () => {
    const [loop, scan] = [await trainBriefly(sourceOf(WIDE, { info: DIGITS }), false), await cut];
    const { segments, layout } = scan.program;
    expect(segments.length).toBeGreaterThan(3);
    let end = 0;
    for (const { offset, size } of segments) {
      expect(offset).toBe(end);
      expect(size).toBeLessThanOrEqual(MOST_NUMBERS);
      end += size;
    }
    expect(end).toBe(layout.sizes.theta);
    scan.losses.forEach((loss, i) => expect(loss / loop.losses[i]!).toBeCloseTo(1, 5));
    // Sums over the rows of a kernel are added up in another order: Adam's first steps turn the sign of a vanishing gradient into a whole step.
    const far = scan.vectors[0]!.filter((value, i) => Math.abs(value - loop.vectors[0]![i]!) > 1e-4).length;
    expect(far).toBeLessThan(end / 1000);
    const gradient = loop.vectors[3]!;
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = scan.vectors[3]!.reduce((most, g, i) => Math.max(most, Math.abs(g - gradient[i]!)), 0);
    expect(apart).toBeLessThan(1e-3 * largest);
  });

  test('gives the same bits with and without its gradient', async () => {
    const source = sourceOf(WIDE, { info: DIGITS });
    const [bare, full] = [await trainBriefly(source, true, false), await cut];
    bare.vectors.forEach((vector, i) => expect(differences(vector, full.vectors[i]!)).toBe(0));
  });

  test('leaves theta whole where the optimizer looks at the length of a gradient', () => {
    const optimizer = { type: 'Adam', params: { clipnorm: 1 } };
    const source = sourceOf(WIDE, { info: DIGITS, training: { optimizer } });
    const result = compileTraining(source, { batch: BATCH, onProcessor: true });
    expect(result.ok && result.value.segments.map(({ suffix }) => suffix)).toEqual(['']);
  });
});
