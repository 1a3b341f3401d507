import { expect, test } from 'vitest';
import { differentiate } from '#shared/compile/differentiate';
import { poolFirst } from '#shared/compile/pool-first';
import { simplify } from '#shared/compile/simplify';
import { IrBuilder, type PoolWindow } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { keyOf, uniformAt } from '#shared/random/counter';
import { runGraph } from './run-graph';

const SHAPE = [2, 3, 6, 6] as const;
const COUNT = 2 * 3 * 6 * 6;

const WINDOWS: Readonly<Record<string, PoolWindow>> = {
  'side by side': { size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] },
  overlapping: { size: [3, 3], strides: [2, 2], pads: [0, 0, 1, 1] },
};

/** Few different values, so that windows are full of ties, at 0 too. */
const numbers = (key: number, levels: number): number[] =>
  Array.from({ length: COUNT }, (_, i) => Math.floor(uniformAt(keyOf(key), i) * levels) - 2);

function graphOf(b: IrBuilder, window: PoolWindow): IrGraph {
  const x = b.input('x', SHAPE);
  const pooled = b.maxPool2d(b.relu(x), window);
  const weight = b.input('weight', pooled.shape);
  const axes = pooled.shape.map((_, i) => i);
  const [dx] = differentiate(b, b.sum(b.mul(pooled, weight), axes), [x]);
  return simplify(
    b.build([
      { name: 'pooled', value: pooled },
      { name: 'dx', value: dx! },
    ]),
  );
}

test.each(Object.entries(WINDOWS))(
  'ReLU after max pooling gives the bits of ReLU before it: windows %s',
  async (_, window) => {
    const feeds = { x: numbers(1, 5), weight: numbers(2, 5).slice(0, 54) };
    const [plain, cheaper] = [
      graphOf(new IrBuilder(), window),
      graphOf(new IrBuilder({ maxPool2d: poolFirst }), window),
    ];
    const size = ({ nodes }: IrGraph) => nodes.find(({ op }) => op === 'relu')!.outputs[0]!.shape;
    expect([size(plain), size(cheaper)]).toEqual([SHAPE, [2, 3, 3, 3]]);
    const zeros = (results: Record<string, number[]>) =>
      Object.fromEntries(Object.entries(results).map(([name, data]) => [name, data.map((n) => n + 0)]));
    expect(zeros(await runGraph(cheaper, feeds))).toEqual(zeros(await runGraph(plain, feeds)));
  },
);
