import { expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { blockKind } from '../../../renderer/state/block-kind';
import { collapse } from '../../../renderer/state/composites';
import { drawnGraph, scopeOfItem } from '../../../renderer/state/scope';
import { findBlocks, wordsOf } from '../../../renderer/find/find-blocks';
import { drawing } from '../../fakes/fake-graph';

const graph = {
  ...drawing(
    'in:Input first:Conv2D pool:MaxPooling2D second:Conv2D flat:Flatten head:Dense out:Output',
    'in>first first>pool pool>second second>flat flat>head head>out',
  ),
  notes: [
    { id: 'note', text: 'why conv?\nsecond line', position: { x: 0, y: 0 }, size: { width: 1, height: 1 } },
  ],
};
const found = (query: string, drawn = graph) =>
  findBlocks(drawn, inferGraph(drawn), query).map(({ name }) => name);

test.each([
  ['conv', ['first', 'second', 'why conv?']],
  ['CONV2D', ['first', 'second']],
  ['합성곱', ['first', 'second']],
  ['head', ['head']],
  ['28', ['in']],
  ['28×28', ['in']],
  ['28 x 28 x 1', ['in']],
  ['26*26', ['first']],
  ['13 × 16', ['pool']],
  ['2', ['first', 'pool', 'second']],
  ['conv 26', ['first']],
  ['conv 5', []],
  ['', []],
  ['  ', []],
])('“%s” finds %j', (query, names) => {
  expect(found(query)).toEqual(names);
});

test('a number is a whole axis, or part of a name', () => {
  expect(found('6')).not.toContain('in');
  expect(found('8')).toEqual([]);
});

test.each([
  ['input port', '입력 포트'],
  ['출력 포트', '출력 포트'],
])('ports of the open composite block are found by what they are called: “%s”', (query, called) => {
  const whole = collapse(graph, new Set(['second', 'pool']), 'block').graph;
  const use = whole.nodes.find(({ composite }) => composite)!;
  const drawn = drawnGraph(whole, scopeOfItem(whole, `${use.id}/0/pool`)!);
  const hits = findBlocks(drawn, inferGraph(drawn), query);
  expect(hits.map(({ type }) => blockKind(type).ko)).toEqual([called]);
});

test('layers inside of composite blocks are found by the block that holds them, once for all rounds', () => {
  const [node] = graph.nodes.filter(({ id }) => id === 'second');
  const { graph: small } = collapse(graph, new Set([node!.id, 'pool']), 'block');
  const use = small.nodes.find(({ composite }) => composite)!;
  const twice = {
    ...small,
    nodes: small.nodes.map((one) =>
      one === use ? { ...use, composite: { ...use.composite!, repeat: 2 } } : one,
    ),
  };
  const results = findBlocks(twice, inferGraph(twice), 'conv');
  expect(results.map(({ id }) => id)).toEqual(['first', use.id, 'note']);
  expect(results[1]!.name).toMatch(/\/second$/);
  expect(findBlocks(twice, inferGraph(twice), use.name).map(({ id }) => id)).toContain(use.id);
});

test('a shape is one word, however it is written', () => {
  expect(wordsOf('Conv 3 x 3× 16  relu')).toEqual(['conv', '3×3×16', 'relu']);
});
