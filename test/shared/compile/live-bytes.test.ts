import { expect, test } from 'vitest';
import { liveBytes } from '#shared/compile/live-bytes';
import { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';

/** Bytes alive at most, in vectors of 100 numbers. */
function vectors(build: (b: IrBuilder, x: IrValue) => IrValue): number {
  const b = new IrBuilder();
  const value = build(b, b.input('x', [100]));
  return liveBytes(b.build([{ name: 'y', value }]), OPS) / 400;
}

test.each<[string, number, (b: IrBuilder, x: IrValue) => IrValue]>([
  ['an input and what is computed in its place', 1, (b, x) => b.op('relu', [x])],
  ['a value that is needed again', 2, (b, x) => b.mul(b.op('relu', [x]), x)],
  [
    'two values at the same time, and what a reshape only names',
    2,
    (b, x) => {
      const y = b.op('exp', [x]);
      return b.mul(b.reshape(b.reshape(y, [10, 10]), [100]), x);
    },
  ],
  [
    'values that are given up when they are needed no more',
    1,
    (b, x) => b.op('tanh', [b.op('exp', [b.op('relu', [x])])]),
  ],
  ['a copy that cannot be made in place', 2, (b, x) => b.concat([x], 0)],
  [
    'a product that is larger than its factors',
    101,
    (b, x) => {
      const product = b.matmul(b.reshape(x, [100, 1]), b.reshape(x, [1, 100]));
      return b.reshape(b.slice(product, [0, 0], [1, 100]), [100]);
    },
  ],
])('%s', (_, expected, build) => {
  expect(vectors(build)).toBe(expected);
});
