import { expect, test } from 'vitest';
import type { GraphDoc } from '#shared/graph/document';
import { arranged } from '../../../renderer/canvas/auto-layout';
import { BLOCK, GRID, STEP } from '../../../renderer/state/block-place';
import { moveItems } from '../../../renderer/state/graph-edits';
import { drawing } from '../../fakes/fake-graph';

const all = ({ nodes }: GraphDoc): ReadonlySet<string> => new Set(nodes.map(({ id }) => id));
const rowsOf = (graph: GraphDoc): string[][] => {
  const places = arranged(graph, all(graph));
  const rows = new Map<number, [number, string][]>();
  for (const [id, { x, y }] of places) rows.set(y, [...(rows.get(y) ?? []), [x, id]]);
  const inOrder = [...rows].toSorted(([a], [b]) => a - b);
  return inOrder.map(([, row]) => row.toSorted(([a], [b]) => a - b).map(([, id]) => id));
};
const chainOf = (length: number): GraphDoc => {
  const ids = Array.from({ length }, (_, i) => `b${i}`);
  return drawing(
    ids.map((id) => `${id}:Dense`).join(' '),
    ids
      .slice(1)
      .map((id, i) => `b${i}>${id}`)
      .join(' '),
  );
};

test('a short network is one row from left to right', () => {
  expect(rowsOf(chainOf(4))).toEqual([['b0', 'b1', 'b2', 'b3']]);
});

test('a long one is folded into rows', () => {
  expect(rowsOf(chainOf(10)).map((row) => row.length)).toEqual([4, 4, 2]);
  expect(rowsOf(chainOf(60)).every((row) => row.length <= 14)).toBe(true);
});

test('branches lie below each other, and no block covers another', () => {
  const graph = drawing(
    'in:Input a:Dense b:Dense c:Dense sum:Concatenate out:Output loose:Dense',
    'in>a in>b in>c a>sum b>sum c>sum sum>out',
  );
  const places = [...arranged(graph, all(graph)).values()];
  expect(places).toHaveLength(7);
  const covering = places.flatMap((p, i) =>
    places
      .slice(i + 1)
      .filter((q) => Math.abs(p.x - q.x) < BLOCK.width && Math.abs(p.y - q.y) < BLOCK.height),
  );
  expect(covering).toEqual([]);
});

test('blocks lie on the grid, from where they began', () => {
  const graph = chainOf(3);
  const moved = moveItems(
    graph,
    new Map([
      ['b0', { x: 320, y: 160 }],
      ['b1', { x: 333, y: 777 }],
      ['b2', { x: 900, y: 401 }],
    ]),
  );
  const places = [...arranged(moved, all(moved)).values()];
  expect(places.map(({ x, y }) => [x, y])).toEqual([
    [320, 160],
    [320 + STEP.x, 160],
    [320 + 2 * STEP.x, 160],
  ]);
  expect(places.every(({ x, y }) => x % GRID === 0 && y % GRID === 0)).toBe(true);
});

test('only the chosen blocks move', () => {
  expect([...arranged(chainOf(5), new Set(['b1', 'b2'])).keys()]).toEqual(['b1', 'b2']);
  expect(arranged(chainOf(5), new Set()).size).toBe(0);
});
