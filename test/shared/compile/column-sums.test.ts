import { expect, test } from 'vitest';
import { columnSums } from '#shared/compile/column-sums';
import { differentiate } from '#shared/compile/differentiate';
import { simplify } from '#shared/compile/simplify';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { keyOf, uniformAt } from '#shared/random/counter';
import { runGraph } from './run-graph';

const numbers = (key: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => uniformAt(keyOf(key), i) - 0.5);

function graphOf(b: IrBuilder): IrGraph {
  const [x, bias] = [b.input('x', [7, 5]), b.input('bias', [5])];
  const y = b.tanh(b.add(x, bias));
  const [gradient] = differentiate(b, b.sum(b.mul(y, y), [0, 1]), [bias]);
  const values = {
    gradient: gradient!,
    kept: b.sum(x, [0], true),
    last: b.sum(x, [-2]),
    rows: b.sum(x, [1]),
  };
  return simplify(b.build(Object.entries(values).map(([name, value]) => ({ name, value }))));
}

test('sums of columns, a gradient of a bias among them, as products with ones', async () => {
  const [plain, products] = [graphOf(new IrBuilder()), graphOf(new IrBuilder({ sum: columnSums }))];
  const count = ({ nodes }: IrGraph, op: string) => nodes.filter((node) => node.op === op).length;
  expect([count(plain, 'sum'), count(products, 'sum'), count(products, 'matmul')]).toEqual([4, 1, 2]);
  const feeds = { x: numbers(1, 35), bias: numbers(2, 5) };
  const [expected, found] = [await runGraph(plain, feeds), await runGraph(products, feeds)];
  for (const [name, values] of Object.entries(expected))
    values.forEach((value, i) => expect(found[name]![i]).toBeCloseTo(value, 5));
});
