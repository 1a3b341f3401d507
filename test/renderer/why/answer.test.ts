import { expect, test } from 'vitest';
import { inferGraph } from '../../../shared/compile/infer';
import { EMPTY_GRAPH, type GraphDoc } from '../../../shared/graph/document';
import { valueOf } from '../../../shared/layers/why/term';
import { addNode, connect, createEdge, createNode } from '../../../renderer/state/graph-edits';
import { alignedTex, legendOf } from '../../../renderer/why/aligned';
import { answerOf, type Quantity } from '../../../renderer/why/answer';

/** Input 28 × 28 × 1 → Conv2D of 8 filters with stride 2 → Dropout. */
function drawing(): GraphDoc {
  const at = { x: 0, y: 0 };
  let graph = addNode(EMPTY_GRAPH, { ...createNode(EMPTY_GRAPH, 'Input', at), id: 'i' });
  const params = { filters: 8, strides: [2, 2] };
  graph = addNode(graph, { ...createNode(graph, 'Conv2D', at, params), id: 'c' });
  graph = addNode(graph, { ...createNode(graph, 'Dropout', at), id: 'd' });
  return connect(connect(graph, createEdge('i', 'c')), createEdge('c', 'd'));
}

function ask(quantity: Quantity, id?: string, graph = drawing()) {
  const { nodes } = graph;
  const node = nodes.find((candidate) => candidate.id === id);
  return answerOf({ quantity, inference: inferGraph(graph), nodes, node, batchSize: 32 })!;
}

test('a shape is explained axis by axis, with rule, numbers and steps', () => {
  const { title, lines } = ask('shape', 'c');
  expect(title.en).toBe('Why 13 × 13 × 8');
  expect(lines.map(({ name, term }) => [name.en, valueOf(term)])).toEqual([
    ['height', 13],
    ['width', 13],
    ['channels', 8],
  ]);
  expect(alignedTex(lines[0]!)).toBe(
    String.raw`\begin{aligned} H_{\text{out}} &= \left\lfloor \frac{H - k_h}{s_h} \right\rfloor + 1 \\[0.25em]  &= \left\lfloor \frac{28 - 3}{2} \right\rfloor + 1 \\[0.25em]  &= \left\lfloor \frac{25}{2} \right\rfloor + 1 = \left\lfloor 12.5 \right\rfloor + 1 = 12 + 1 = 13 \end{aligned}`,
  );
});

test('the letters are told once, those of the sums themselves not at all', () => {
  const { lines } = ask('params', 'c');
  expect(lines.map(({ name, term }) => [name.en, valueOf(term)])).toEqual([
    ['kernel', 72],
    ['bias', 8],
    ['together', 80],
  ]);
  expect(legendOf(lines).map(({ tex, value }) => [tex, value])).toEqual([
    ['k_h', 3],
    ['k_w', 3],
    ['C', 1],
    ['F', 8],
  ]);
});

test('operations and memory of a block', () => {
  expect(ask('flops', 'c').lines.map(({ term }) => valueOf(term))).toEqual([13 * 13 * 8 * 19]);
  expect(ask('memory', 'c').lines.map(({ term }) => valueOf(term))).toEqual([
    13 * 13 * 8 * 4,
    13 * 13 * 8 * 4 * 32,
  ]);
});

test('a frozen block says how many of its parameters are trained', () => {
  const graph = drawing();
  const nodes = graph.nodes.map((node) => (node.id === 'c' ? { ...node, trainable: false } : node));
  expect(ask('params', 'c', { ...graph, nodes }).notes.map(({ en }) => en)).toContain(
    '0 of them are trained, 80 are not.',
  );
});

test('a bypassed block passes its input on, for nothing', () => {
  const graph = drawing();
  const nodes = graph.nodes.map((node) => (node.id === 'c' ? { ...node, bypassed: true } : node));
  const answer = ask('params', 'c', { ...graph, nodes });
  expect([answer.title.en, answer.lines]).toEqual(['Why 0', []]);
});

test('the numbers of the network are those of its blocks', () => {
  const { title, parts } = ask('memory');
  expect(parts.map(({ name, value }) => [name, value])).toEqual([
    ['input', 3136],
    ['conv2d', 5408],
    ['dropout', 5408],
  ]);
  expect(title.en).toBe('Why 14 KB');
  expect(ask('params').parts).toEqual([{ id: 'c', name: 'conv2d', value: 80 }]);
});

test('a composite block has what its layers have in every round', () => {
  const inner = { ...createNode(EMPTY_GRAPH, 'Dense', { x: 0, y: 0 }, { units: 4 }), id: 'x' };
  const port = [{ name: 'in', node: 'x', port: 'in' }];
  const graph: GraphDoc = {
    ...EMPTY_GRAPH,
    nodes: [
      { ...createNode(EMPTY_GRAPH, 'Input', { x: 0, y: 0 }, { shape: [4] }), id: 'i' },
      { ...inner, id: 'u', name: 'block', type: 'composite', params: {}, composite: { id: 'k', repeat: 2 } },
    ],
    edges: [{ ...createEdge('i', 'u'), id: 'e' }],
    composites: [
      {
        id: 'k',
        name: 'block',
        nodes: [inner],
        edges: [],
        inputs: port,
        outputs: [{ name: 'out', node: 'x', port: 'out' }],
      },
    ],
  };
  const { parts, title } = ask('params', 'u', graph);
  expect(parts.map(({ value }) => value)).toEqual([20, 20]);
  expect(title.en).toBe('Why 40 parameters');
});

test('a block without a shape has no answer', () => {
  const graph = { ...drawing(), edges: [] };
  const { nodes } = graph;
  const asked = { inference: inferGraph(graph), nodes, node: nodes[1], batchSize: 32 };
  expect(answerOf({ ...asked, quantity: 'shape' })).toBeNull();
});
