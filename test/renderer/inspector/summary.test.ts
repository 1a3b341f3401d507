import { expect, test } from 'vitest';
import { inferGraph } from '../../../shared/compile/infer';
import { summaryOf, type SummaryRow } from '../../../shared/compile/summary';
import { kerasBytes, kerasText, markdownText } from '../../../shared/compile/summary-text';
import { EMPTY_GRAPH, type GraphDoc } from '../../../shared/graph/document';
import { connect, createEdge, createNode } from '../../../renderer/state/graph-edits';
import { type ColumnKey, nextSorting, sorted } from '../../../renderer/inspector/summary-columns';

const at = { x: 0, y: 0 };

/** Dense drawn before the Input that feeds it, and frozen. */
function drawing(): GraphDoc {
  const dense = { ...createNode(EMPTY_GRAPH, 'Dense', at, { units: 10 }), id: 'd', trainable: false };
  const input = { ...createNode(EMPTY_GRAPH, 'Input', at, { shape: [784] }), id: 'i' };
  return connect({ ...EMPTY_GRAPH, nodes: [dense, input] }, createEdge('i', 'd'));
}

const summarize = (graph: GraphDoc) => summaryOf(graph, inferGraph(graph));

test('the summary lists blocks in the order of the data, as Keras prints them', () => {
  expect(kerasText('Net', summarize(drawing()))).toBe(
    [
      'Model: "Net"',
      '┏━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓',
      '┃ Layer (type)  ┃ Output Shape ┃ Param # ┃',
      '┡━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩',
      '│ input (Input) │ (None, 784)  │       0 │',
      '├───────────────┼──────────────┼─────────┤',
      '│ dense (Dense) │ (None, 10)   │   7,850 │',
      '└───────────────┴──────────────┴─────────┘',
      ' Total params: 7,850 (30.66 KB)',
      ' Trainable params: 0 (0.00 B)',
      ' Non-trainable params: 7,850 (30.66 KB)',
      '',
    ].join('\n'),
  );
});

test('as Markdown it tells operations and memory too', () => {
  expect(markdownText('Net', summarize(drawing()))).toBe(
    [
      '**Net**',
      '',
      '| Layer (type) | Output shape | Parameters | Trainable | FLOPs | Memory |',
      '| :--- | :--- | ---: | :---: | ---: | ---: |',
      '| input (Input) | 784 | 0 | – | 0 | 3.06 KB |',
      '| dense (Dense) | 10 | 7,850 | no | 15,690 | 40.00 B |',
      '| **Total** |  | 7,850 | 0 | 15,690 | 3.10 KB |',
      '',
    ].join('\n'),
  );
});

test('a network with branches tells what each layer is connected to', () => {
  const first = drawing();
  const add = { ...createNode(first, 'Add', at), id: 'a' };
  const twice = ['e', 'f'].map((id) => ({ ...createEdge('d', 'a'), id }));
  const graph = { ...first, nodes: [...first.nodes, add], edges: [...first.edges, ...twice] };
  expect(kerasText('Net', summarize(graph))).toMatch(/│ add \(Add\) +│ \(None, 10\) +│ +0 │ dense, dense +│/);
});

test('pieces of a drawing that is cut stand one after the other', () => {
  const chain = (name: string, after: GraphDoc): GraphDoc => {
    const ids = [`${name}1`, `${name}2`, `${name}3`];
    const blocks = ids.map((id) => ({ ...createNode(after, 'Dense', at), id, name: id }));
    const all = { ...after, nodes: [...blocks.toReversed(), ...after.nodes] };
    return connect(connect(all, createEdge(ids[0]!, ids[1]!)), createEdge(ids[1]!, ids[2]!));
  };
  const { rows } = summarize(chain('b', chain('a', EMPTY_GRAPH)));
  const names = rows.map(({ name }) => name).join(' ');
  expect(['a1 a2 a3 b1 b2 b3', 'b1 b2 b3 a1 a2 a3']).toContain(names);
});

test('amounts of memory are those that Keras writes', () => {
  expect([0, 1023, 1024, 203_560, 5_000_000].map(kerasBytes)).toEqual([
    '0.00 B',
    '1023.00 B',
    '1.00 KB',
    '198.79 KB',
    '4.77 MB',
  ]);
});

test('a block without a shape has none in the summary', () => {
  const { rows } = summarize({ ...drawing(), edges: [] });
  expect(rows.find(({ id }) => id === 'd')).toMatchObject({ shape: undefined, params: 0, bytes: 0 });
});

test('a bypassed block holds no output of its own', () => {
  const graph = drawing();
  const nodes = graph.nodes.map((node) => (node.id === 'd' ? { ...node, bypassed: true } : node));
  const { rows, bytes } = summarize({ ...graph, nodes });
  expect([rows[1]!.bytes, bytes]).toEqual([0, 3136]);
});

test('a composite block folds: its layers are inside, round by round, and its numbers are their sums', () => {
  const inner = { ...createNode(EMPTY_GRAPH, 'Dense', at, { units: 4 }), id: 'x' };
  const relu = { ...createNode(EMPTY_GRAPH, 'ReLU', at), id: 'y' };
  const graph: GraphDoc = {
    ...EMPTY_GRAPH,
    nodes: [
      { ...createNode(EMPTY_GRAPH, 'Input', at, { shape: [4] }), id: 'i' },
      { ...inner, id: 'u', name: 'block', type: 'composite', params: {}, composite: { id: 'k', repeat: 2 } },
    ],
    edges: [createEdge('i', 'u')],
    composites: [
      {
        id: 'k',
        name: 'block',
        nodes: [relu, inner],
        edges: [createEdge('x', 'y')],
        inputs: [{ name: 'in', node: 'x', port: 'in' }],
        outputs: [{ name: 'out', node: 'y', port: 'out' }],
      },
    ],
  };
  const { rows, params, bytes } = summarize(graph);
  const block = rows[1]!;
  expect(block.inside.map(({ name, params: own }) => [name, own])).toEqual([
    ['1/dense', 20],
    ['1/re_lu', 0],
    ['2/dense', 20],
    ['2/re_lu', 0],
  ]);
  expect([block.params, block.bytes, params, bytes]).toEqual([40, 64, 40, 80]);
});

const row = (name: string, params: number, flops: number): SummaryRow => ({
  id: name,
  name,
  type: 'Dense',
  shape: [1],
  params,
  trainableParams: params,
  trained: 'all',
  flops,
  bytes: 4,
  from: [],
  inside: [],
});
const ROWS = [row('b10', 5, 1), row('a', 5, 3), row('b9', 7, 2)];

test('rows are sorted by each column, and stay in the network’s order where they are equal', () => {
  const names = (key: ColumnKey, isDescending: boolean) =>
    sorted(ROWS, { key, isDescending }).map(({ name }) => name);
  expect(names('name', false)).toEqual(['a', 'b9', 'b10']);
  expect(names('params', true)).toEqual(['b9', 'b10', 'a']);
  expect(names('flops', false)).toEqual(['b10', 'b9', 'a']);
  expect(names('bytes', true)).toEqual(['b10', 'a', 'b9']);
  expect(sorted(ROWS, null)).toBe(ROWS);
});

test('a heading sorts one way, the other way, and then gives the network’s order back', () => {
  const once = nextSorting(null, 'params');
  const twice = nextSorting(once, 'params');
  expect([once, twice, nextSorting(twice, 'params')]).toEqual([
    { key: 'params', isDescending: true },
    { key: 'params', isDescending: false },
    null,
  ]);
  expect(nextSorting(once, 'name')).toEqual({ key: 'name', isDescending: false });
});
