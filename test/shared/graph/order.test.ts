import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCycles, incomingEdges, topologicalOrder } from '#shared/graph/order';
import { draw } from '../../fixtures/drawings';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const blocks = Object.fromEntries(names.map((name) => [name, 'Add']));
const wires = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 14 })
  .map((pairs) => pairs.map(([from, to]) => `${from}>${to}`));

/** Names reachable from each name over one wire or more. */
function reachable(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map(
    names.map((name) => [name, new Set(texts.filter((t) => t[0] === name).map((t) => t[2]!))]),
  );
  for (const middle of names)
    for (const from of names)
      if (next.get(from)!.has(middle)) for (const to of next.get(middle)!) next.get(from)!.add(to);
  return next;
}

function solve(texts: readonly string[]) {
  const incoming = incomingEdges(draw(blocks, ...texts));
  const order = topologicalOrder(incoming);
  return { order, cycles: findCycles(incoming, order) };
}

describe('the order of computation', () => {
  test('keeps the order of the drawing where wires leave it open', () => {
    expect(solve(['c>a']).order).toEqual(['b', 'c', 'd', 'e', 'f', 'g', 'a']);
  });

  test('has every block after its inputs, and leaves out just what lies on or behind a circle', () => {
    fc.assert(
      fc.property(wires, (texts) => {
        const reach = reachable(texts);
        const onCircle = names.filter((name) => reach.get(name)!.has(name));
        const stuck = names.filter(
          (name) => onCircle.includes(name) || onCircle.some((on) => reach.get(on)!.has(name)),
        );
        const { order } = solve(texts);
        expect(order.toSorted()).toEqual(names.filter((name) => !stuck.includes(name)));
        const late = texts.filter((t) => {
          const [from, to] = [order.indexOf(t[0]!), order.indexOf(t[2]!)];
          return from >= 0 && to >= 0 && from >= to;
        });
        expect(late).toEqual([]);
      }),
    );
  });

  test('ignores wires to blocks that are not there', () => {
    const graph = draw({ a: 'Input', b: 'Output' }, 'a>b', 'x>b', 'a>y');
    expect(topologicalOrder(incomingEdges(graph))).toEqual(['a', 'b']);
  });
});

describe('circles', () => {
  test('are named with their wires; what only hangs behind one belongs to none', () => {
    const { cycles } = solve(['a>b', 'b>a', 'b>c', 'c>d', 'd>d', 'e>f']);
    expect(cycles.map(({ nodes, edges }) => [nodes, edges.map(({ id }) => id).toSorted()])).toEqual([
      [
        ['a', 'b'],
        ['a>b', 'b>a'],
      ],
      [['d'], ['d>d']],
    ]);
  });

  test('are the groups of blocks that reach each other', () => {
    fc.assert(
      fc.property(wires, (texts) => {
        const reach = reachable(texts);
        const groups = names
          .filter((name) => reach.get(name)!.has(name))
          .map((name) => names.filter((to) => reach.get(name)!.has(to) && reach.get(to)!.has(name)).join(''));
        const { cycles } = solve(texts);
        expect(cycles.map(({ nodes }) => nodes.join('')).toSorted()).toEqual([...new Set(groups)].toSorted());
      }),
    );
  });

  test('of ten thousand blocks are found without running out of stack', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `n${i}`);
    const ring = many.map((name, i) => `${name}>${many[(i + 1) % many.length]}`);
    const incoming = incomingEdges(draw(Object.fromEntries(many.map((name) => [name, 'Add'])), ...ring));
    expect(findCycles(incoming, topologicalOrder(incoming)).map(({ nodes }) => nodes.length)).toEqual([
      10_000,
    ]);
  });
});
