import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { differentiate } from '#shared/compile/differentiate';
import { uniformAt } from '#shared/random/counter';
import { run } from '../../contract/compute';
import { runInOnnx } from '../../contract/onnx';
import { CHECKED_ELSEWHERE, OP_CASES, type OpCase, type OpInput } from './op-cases';

const STEP = 1e-5;
/** Elements of each input that are moved. */
const PROBES = 4;

const count = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

function numbersFor({ shape, range: [low, high] = [-2, 2], whole = false }: OpInput, seed: number) {
  return Array.from({ length: count(shape) }, (_, i) => {
    const x = low + (high - low) * uniformAt(seed, i);
    return whole ? Math.round(x) : Math.fround(x);
  });
}

const isMoved = ({ dtype = 'float32', fixed = false }: OpInput) => dtype === 'float32' && !fixed;

/** The op alone: inputs `x0`, `x1`, …; outputs `y0`, …; with `gradients`, those of the sum of outputs times `c0`, … as `d0`, …. */
function graphOf(op: string, { inputs, attrs }: OpCase, gradients: boolean): IrGraph {
  const b = new IrBuilder();
  const values = inputs.map(({ shape, dtype }, i) => b.input(`x${i}`, shape, dtype));
  const results = b.node(op, values, attrs);
  const outputs = results.map((value, i) => ({ name: `y${i}`, value }));
  if (!gradients) return b.build(outputs);
  const parts = results.map((value, i) => {
    const product = b.mul(value, b.input(`c${i}`, value.shape));
    return b.sum(
      product,
      value.shape.map((_, axis) => axis),
    );
  });
  const moved = inputs.flatMap((input, i) => (isMoved(input) ? [i] : []));
  const found = differentiate(
    b,
    parts.reduce(b.add),
    moved.map((i) => values[i]!),
  );
  moved.forEach((i, k) => {
    const value = found[k] ?? b.mul(values[i]!, b.scalar(0));
    outputs.push({ name: `d${i}`, value });
  });
  return b.build(outputs);
}

function feedsOf({ inputs }: OpCase, graph: IrGraph, seed: number): Record<string, number[]> {
  const cotangents = graph.inputs.filter(({ name }) => name.startsWith('c'));
  return {
    ...Object.fromEntries(inputs.map((input, i) => [`x${i}`, numbersFor(input, seed + i)])),
    ...Object.fromEntries(
      cotangents.map(({ name, value }, i) => [name, numbersFor({ shape: value.shape }, seed + 100 + i)]),
    ),
  };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

const isClose = (a: number, b: number, scale: number, tolerance: number) =>
  Math.abs(a - b) <= tolerance * Math.max(1, scale);

/** Elements of gradients that differ from central differences. */
function wrongGradients(op: string, call: OpCase, seed: number) {
  const graph = graphOf(op, call, true);
  const feeds = feedsOf(call, graph, seed);
  const results = run(graph, feeds);
  const forward = graphOf(op, call, false);
  const objective = (name: string, index: number, shift: number) => {
    const moved = run(forward, { ...feeds, [name]: feeds[name]!.with(index, feeds[name]![index]! + shift) });
    return Object.entries(moved).reduce((sum, [key, y]) => sum + dot(y, feeds[key.replace('y', 'c')]!), 0);
  };
  return Object.entries(results).flatMap(([key, gradient]) => {
    if (!key.startsWith('d')) return [];
    const name = key.replace('d', 'x');
    const probes = Array.from({ length: PROBES }, (_, i) => (seed + i * 7) % gradient.length);
    return probes.flatMap((index) => {
      const quotient = (objective(name, index, STEP) - objective(name, index, -STEP)) / (2 * STEP);
      const found = gradient[index]!;
      return isClose(found, quotient, Math.abs(quotient), 1e-5) ? [] : [{ name, index, found, quotient }];
    });
  });
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const names = Object.keys(OP_CASES);

describe('every op', () => {
  it('has random calls', () => {
    expect([...names, ...CHECKED_ELSEWHERE].toSorted()).toEqual(Object.keys(OPS).toSorted());
  });

  it.each(names.filter((op) => OPS[op]!.gradient))('%s has the gradient of central differences', (op) => {
    fc.assert(
      fc.property(OP_CASES[op]!, seeds, (call, seed) => {
        expect(wrongGradients(op, call, seed)).toEqual([]);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it.each(names)('%s and its gradient give the same in ONNX Runtime as in the interpreter', async (op) => {
    await fc.assert(
      fc.asyncProperty(OP_CASES[op]!, seeds, async (call, seed) => {
        const graph = graphOf(op, call, OPS[op]!.gradient !== undefined);
        const feeds = feedsOf(call, graph, seed);
        const expected = run(graph, feeds);
        const found = await runInOnnx(graph, feeds, { simplified: false });
        const wrong = Object.entries(expected).filter(([name, values]) => {
          const scale = Math.max(...values.map(Math.abs));
          return !values.every((x, i) => isClose(found[name]![i]!, x, scale, 1e-5));
        });
        expect(wrong.map(([name]) => name)).toEqual([]);
      }),
      { numRuns: 15, seed: 2 },
    );
  });
});
