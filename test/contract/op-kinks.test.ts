import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '#shared/graph/shape';
import { feedsOf, graphOf } from './op-graph';
import { MACHINES } from './machines';
import type { OpCase } from './op-cases';
import { RANDOM_CALLS, withNumbers } from './random-op-cases';

type Values = readonly number[];

/** Gradients of an op's inputs, from its inputs and what comes back to its output; where Keras decides at a kink, as it decides. */
type Law = (opCase: OpCase, feeds: Readonly<Record<string, Values>>) => readonly Values[];

const pointwise =
  (slope: (x: number) => number): Law =>
  (_, { in_0: x, cotangent_0: back }) => [x!.map((value, i) => slope(value) * back![i]!)];

/** The index in an input of shape `of` that is broadcast to `to`. */
function broadcastIndex(index: number, of: Values, to: Values): number {
  let rest = index;
  let result = 0;
  let stride = 1;
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const at = rest % to[axis]!;
    rest = Math.floor(rest / to[axis]!);
    const own = of[axis - to.length + of.length];
    if (own === undefined) continue;
    result += (own === 1 ? 0 : at) * stride;
    stride *= own;
  }
  return result;
}

/** The chosen one of two inputs gets all; of equal ones the earlier. */
const chosen =
  (isFirst: (a: number, b: number) => boolean): Law =>
  ({ inputs }, { in_0: a, in_1: b, cotangent_0: back }) => {
    const [first, second] = inputs.map(({ shape }) => shape) as [Values, Values];
    const rank = Math.max(first.length, second.length);
    const at = (of: Values, axis: number) => of[axis - rank + of.length] ?? 1;
    const to = Array.from({ length: rank }, (_, axis) => Math.max(at(first, axis), at(second, axis)));
    const gradients = [a!.map(() => 0), b!.map(() => 0)];
    back!.forEach((value, i) => {
      const [left, right] = [broadcastIndex(i, first, to), broadcastIndex(i, second, to)];
      const wins = isFirst(a![left]!, b![right]!);
      gradients[wins ? 0 : 1]![wins ? left : right]! += value;
    });
    return gradients;
  };

/** All maxima along the axes share alike. */
const sharedMaximum: Law = ({ inputs, attrs }, { in_0: x, cotangent_0: back }) => {
  const { shape } = inputs[0]!;
  const axes = (attrs['axes'] as Values).map((axis) => (axis < 0 ? axis + shape.length : axis));
  const kept = shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  const groups = new Map<number, number[]>();
  x!.forEach((_, i) => {
    const group = broadcastIndex(i, kept, shape);
    groups.set(group, [...(groups.get(group) ?? []), i]);
  });
  const gradient = x!.map(() => 0);
  for (const [group, members] of groups) {
    const most = Math.max(...members.map((i) => x![i]!));
    const winners = members.filter((i) => x![i] === most);
    for (const i of winners) gradient[i] = back![group]! / winners.length;
  }
  return [gradient];
};

/** The first maximum of a window, row by row, gets all. */
const firstOfWindow: Law = ({ inputs, attrs }, { in_0: x, cotangent_0: back }) => {
  const [batch, channels, height, width] = inputs[0]!.shape as [number, number, number, number];
  const { size, strides, pads } = attrs as Record<string, readonly [number, number, number, number]>;
  const [rows, columns] = [0, 1].map(
    (i) => Math.floor(([height, width][i]! + pads![i]! + pads![2 + i]! - size![i]!) / strides![i]!) + 1,
  ) as [number, number];
  const gradient = x!.map(() => 0);
  for (let image = 0; image < batch * channels; image++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let best = -1;
        for (let i = 0; i < size![0]; i++)
          for (let j = 0; j < size![1]; j++) {
            const [r, c] = [row * strides![0] - pads![0] + i, column * strides![1] - pads![1] + j];
            if (r < 0 || c < 0 || r >= height || c >= width) continue;
            const at = (image * height + r) * width + c;
            if (best < 0 || x![at]! > x![best]!) best = at;
          }
        gradient[best]! += back![(image * rows + row) * columns + column]!;
      }
  return [gradient];
};

/** Ops with kinks, and what their gradients are at them as beside them. */
const LAWS: Readonly<Record<string, Law>> = {
  relu: pointwise((x) => (x > 0 ? 1 : 0)),
  abs: pointwise(Math.sign),
  maximum: chosen((a, b) => a >= b),
  minimum: chosen((a, b) => a <= b),
  max: sharedMaximum,
  maxPool2d: firstOfWindow,
};

/** Whole numbers of −2 … 2: zeros and ties everywhere. */
const call = (op: string) =>
  fc
    .tuple(RANDOM_CALLS[op]!, fc.integer({ min: 1, max: 1_000_000 }))
    .map(([random, seed]) => withNumbers(op, random, seed, true));

describe.each(MACHINES)('at zeros and ties, computed by %s', (_machine, compute) => {
  it.each(Object.entries(LAWS))('%s gives its gradient to whom Keras gives it', async (op, law) => {
    let kinks = 0;
    await fc.assert(
      fc.asyncProperty(call(op), async (opCase) => {
        const feeds = feedsOf(opCase);
        const results = await compute(graphOf(opCase, true), feeds);
        law(opCase, feeds).forEach((expected, i) => {
          expect(expected).toHaveLength(sizeOf(opCase.inputs[i]!.shape));
          const distances = expected.map((value, k) => Math.abs(value - results[`d_${i}`]![k]!));
          expect(Math.max(0, ...distances)).toBeLessThan(1e-5);
        });
        kinks += feeds['in_0']!.filter((x) => x === 0).length;
      }),
      { numRuns: 30, seed: 3 },
    );
    expect(kinks).toBeGreaterThan(20);
  });
});
