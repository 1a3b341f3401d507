import { expect, test } from 'vitest';
import { differentiate } from '#shared/compile/differentiate';
import { simplify } from '#shared/compile/simplify';
import { stackedRows } from '#shared/compile/stacked-rows';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { keyOf, uniformAt } from '#shared/random/counter';
import { runGraph } from './run-graph';

const numbers = (key: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => uniformAt(keyOf(key), i) - 0.5);

function graphOf(b: IrBuilder): IrGraph {
  const x = b.input('x', [3, 7]);
  const pieces = [2, 4, 1].map((rows, i) => b.input(`piece${i}`, [rows, 5]));
  const product = b.matmul(x, b.concat(pieces, 0));
  const weight = b.input('weight', [3, 5]);
  const gradients = differentiate(b, b.sum(b.mul(product, weight), [0, 1]), [x, ...pieces]);
  return simplify(
    b.build([
      { name: 'product', value: product },
      ...gradients.map((value, i) => ({ name: `gradient${i}`, value: value! })),
    ]),
  );
}

test('a product with stacked pieces, and its gradients, without stacking them', async () => {
  const plain = graphOf(new IrBuilder());
  const cut = graphOf(new IrBuilder({ matmul: stackedRows }));
  const stacks = ({ nodes }: IrGraph) =>
    nodes.filter(({ op, inputs }) => op === 'concat' && inputs[0]!.shape[1] === 5);
  expect([stacks(plain).length, stacks(cut).length]).toEqual([1, 0]);
  const feeds = {
    x: numbers(1, 21),
    piece0: numbers(2, 10),
    piece1: numbers(3, 20),
    piece2: numbers(4, 5),
    weight: numbers(5, 15),
  };
  const [expected, found] = [await runGraph(plain, feeds), await runGraph(cut, feeds)];
  for (const [name, values] of Object.entries(expected))
    values.forEach((value, i) => expect(found[name]![i]).toBeCloseTo(value, 6));
});
