import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { pickItems } from '../../../renderer/state/clipboard';
import { checkCollapse, collapse, unpack, usesOf, withoutUnused } from '../../../renderer/state/composites';
import { pasteItems, portsOf, removeItems, updateNode } from '../../../renderer/state/graph-edits';
import { drawing, wiresOf } from '../../fakes/fake-graph';

const branching = drawing(
  'in:Input a:Dense b:Dense c:Dense sum:Add d:Dense out:Output',
  'in>a a>b a>c b>sum c>sum sum>d d>out',
);

/** Wires by the names of their blocks, whatever the ids are. */
function namedWires({ nodes, edges }: GraphDoc): string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges.map(({ source, target }) => `${names.get(source)}>${names.get(target)}`).toSorted();
}
const paramsOf = (graph: GraphDoc): number => inferGraph(graph).params;

describe('one block of several', () => {
  const { graph, id } = collapse(branching, new Set(['b', 'c', 'sum']), 'branches');

  test('takes the place of its blocks; an outer block feeds it once, whatever it fed inside', () => {
    expect(wiresOf(graph)).toBe(`in>a a>${id} ${id}>d d>out`);
    expect(graph.composites[0]).toMatchObject({
      name: 'branches',
      inputs: [
        { name: 'in', node: 'b', port: 'in' },
        { name: 'in', node: 'c', port: 'in' },
      ],
      outputs: [{ name: 'out', node: 'sum', port: 'out' }],
    });
    expect(
      portsOf(
        graph,
        graph.nodes.find((node) => node.id === id)!,
      ),
    ).toEqual({
      inputs: [{ name: 'in' }],
      outputs: [{ name: 'out' }],
    });
  });

  test('computes what they computed', () => {
    expect(paramsOf(graph)).toBe(paramsOf(branching));
    expect(namedWires(expandGraph(graph).graph)).toEqual(
      namedWires(branching)
        .map((wire) => wire.replaceAll(/\b(b|c|sum)\b/g, 'branches/$1'))
        .toSorted(),
    );
  });

  test('becomes them again, with their names and wires', () => {
    const { graph: unpacked, ids } = unpack(graph, id);
    expect(namedWires(unpacked)).toEqual(namedWires(branching));
    expect([ids.length, unpacked.composites.length]).toEqual([3, 0]);
  });

  test('repeated three times, unpacks into three rows of its blocks, one after the other', () => {
    const thrice = updateNode(graph, id, (node) => ({
      ...node,
      composite: { ...node.composite!, repeat: 3 },
    }));
    const { graph: unpacked } = unpack(thrice, id);
    expect(paramsOf(unpacked)).toBe(paramsOf(thrice));
    expect(unpacked.nodes.map(({ name }) => name)).toContain('sum_2');
    const places = unpacked.nodes.map(({ position }) => `${position.x} ${position.y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('goes with its composite when it is deleted, and takes it along when it is copied', () => {
    const removed = withoutUnused(removeItems(graph, new Set([id])));
    expect(removed.composites).toEqual([]);
    const items = pickItems(graph, new Set([id]));
    const elsewhere = pasteItems(drawing('in:Input'), items, { x: 0, y: 0 }).graph;
    expect(elsewhere.composites).toEqual(graph.composites);
    const here = pasteItems(graph, items, { x: 0, y: 300 }).graph;
    expect([here.composites.length, usesOf(here, graph.composites[0]!.id)]).toEqual([1, 2]);
    const other = { ...graph, composites: [{ ...graph.composites[0]!, name: 'another' }] };
    expect(pasteItems(other, items, { x: 0, y: 300 }).graph.composites).toHaveLength(2);
  });
});

test('an inner end becomes an output; each outer block an input of its own', () => {
  const graph = drawing('p:Input q:Input sum:Add d:Dense', 'p>sum q>sum sum>d');
  const made = collapse(graph, new Set(['sum', 'd']), 'join').graph;
  expect(made.composites[0]).toMatchObject({
    inputs: [{ name: 'in' }, { name: 'in_2' }],
    outputs: [{ name: 'out', node: 'd', port: 'out' }],
  });
  expect(namedWires(made)).toEqual(['p>join', 'q>join']);
});

describe('refused', () => {
  test.each([
    ['nothing', [], 'No block'],
    ['an end of the network', ['in', 'a'], 'Input and Output'],
    ['blocks around another', ['a', 'sum'], 'feed itself'],
  ])('%s', (_name, ids, reason) => {
    expect(checkCollapse(branching, new Set(ids))?.message.en).toContain(reason);
  });
});

test('a layer inside takes its inputs in the order it had, whether they come from inside or outside', () => {
  const graph = drawing('in:Input a:Dense b:Dense diff:Subtract', 'in>a in>b a>diff b>diff');
  for (const inner of ['a', 'b']) {
    const made = collapse(graph, new Set([inner, 'diff']), 'block').graph;
    const expanded = expandGraph(made).graph;
    const names = new Map(expanded.nodes.map(({ id, name }) => [id, name.replace('block/', '')]));
    const order = expanded.edges.filter(({ target }) => names.get(target) === 'diff');
    expect(order.map(({ source }) => names.get(source))).toEqual(['a', 'b']);
    expect(namedWires(unpack(made, made.nodes.at(-1)!.id).graph)).toEqual(namedWires(graph));
  }
});

test('frames and notes go inside and come back', () => {
  const note = { id: 't', text: 'Why', position: { x: 320, y: 200 }, size: { width: 224, height: 112 } };
  const graph = { ...drawing('in:Input a:Dense b:Dense', 'in>a a>b'), notes: [note] };
  const { graph: made, id } = collapse(graph, new Set(['a', 't']), 'block');
  expect([made.notes, made.composites[0]!.notes]).toEqual([[], [{ ...note, position: { x: 20, y: 200 } }]]);
  expect(unpack(made, id).graph.notes).toMatchObject([{ text: 'Why' }]);
});
