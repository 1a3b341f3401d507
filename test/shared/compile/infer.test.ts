import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import type { Composite, GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { parseProject } from '#shared/project/parse';
import { block, chain, change, DIGITS_NETWORK, draw, wire } from '../../fixtures/drawings';
import { EXAMPLES, exampleText } from '../../fixtures/examples';

function graphOf(text: string): GraphDoc {
  const parsed = parseProject(text);
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]!.message.en);
  return parsed.value.graph;
}

const shapes = (graph: GraphDoc) => {
  const { nodes } = inferGraph(graph);
  return Object.fromEntries(graph.nodes.map(({ id, name }) => [name, nodes.get(id)!.shape?.join('×')]));
};

describe('shapes and counts', () => {
  test('of a convolutional network are Keras’s', () => {
    const graph = chain(
      ['Input', { shape: [28, 28, 1] }],
      ['Conv2D', { filters: 25 }],
      'MaxPooling2D',
      ['Conv2D', { filters: 50, padding: 'same', strides: [2, 2] }],
      'BatchNormalization',
      'GlobalAveragePooling2D',
      ['Dense', { units: 10 }],
      'Output',
    );
    expect(shapes(graph)).toEqual({
      input: '28×28×1',
      conv2d: '26×26×25',
      maxpooling2d: '13×13×25',
      conv2d_2: '7×7×50',
      batchnormalization: '7×7×50',
      globalaveragepooling2d: '50',
      dense: '10',
      output: '10',
    });
    const { params, trainableParams, nodes } = inferGraph(graph);
    // 3·3·1·25 + 25, 3·3·25·50 + 50, 4·50 (2·50 of them trained), 50·10 + 10
    expect([params, trainableParams]).toEqual([250 + 11_300 + 200 + 510, 250 + 11_300 + 100 + 510]);
    expect(nodes.get('conv2d')!.weights.map(({ name, shape }) => [name, shape])).toEqual([
      ['kernel', [3, 3, 1, 25]],
      ['bias', [25]],
    ]);
    // Two for each product and sum: 26·26·25 outputs of 3·3·1 products, and one for the bias.
    expect(nodes.get('conv2d')!.flops).toBeGreaterThanOrEqual(2 * 26 * 26 * 25 * 9);
  });

  test('of the multilayer perceptron of the first lessons', () => {
    const { params } = inferGraph(graphOf(exampleText('mnist-mlp')));
    expect(params).toBe(784 * 50 + 50 + 3 * (50 * 50 + 50) + 50 * 10 + 10);
  });

  test('frozen layers count, but not as trainable', () => {
    const { params, trainableParams } = inferGraph(change(DIGITS_NETWORK, 'conv2d', { trainable: false }));
    expect(params - trainableParams).toBe(3 * 3 * 4 + 4);
  });

  test.each(EXAMPLES)('%s has a shape at every block and no problem', (_name, text) => {
    const graph = graphOf(text);
    const { nodes, diagnostics, order } = inferGraph(graph);
    expect(diagnostics).toEqual([]);
    expect(order).toHaveLength(expandGraph(graph).graph.nodes.length);
    expect(graph.nodes.filter(({ id }) => !nodes.get(id)!.shape)).toEqual([]);
  });
});

describe('a bypassed block', () => {
  test('passes its input on, without weights', () => {
    const graph = change(DIGITS_NETWORK, 'conv2d', { bypassed: true });
    const { nodes, diagnostics } = inferGraph(graph);
    expect([nodes.get('conv2d')!.shape, nodes.get('conv2d')!.params, diagnostics]).toEqual([
      [28, 28, 1],
      0,
      [],
    ]);
  });

  test('that merges passes its first input on, and is content with one', () => {
    const graph = draw(
      { input: ['Input', { shape: [4] }], add: 'Add', output: 'Output' },
      'input>add',
      'add>output',
    );
    expect(inferGraph(change(graph, 'add', { bypassed: true })).diagnostics).toEqual([]);
  });

  test('cannot be an end of the drawing', () => {
    const ends = change(change(DIGITS_NETWORK, 'input', { bypassed: true }), 'output', { bypassed: true });
    expect(shapes(ends)['output']).toBe('10');
  });
});

describe('merging layers', () => {
  test('take their inputs in the order of the wires', () => {
    const parts = {
      a: ['Input', { shape: [2, 3] }],
      b: ['Input', { shape: [2, 5] }],
      both: ['Concatenate', {}],
    } as const;
    const inputs = (...wires: string[]) => inferGraph(draw(parts, ...wires)).nodes.get('both')!.inputs;
    expect(inputs('a>both', 'b>both')).toEqual([
      [2, 3],
      [2, 5],
    ]);
    expect(inputs('b>both', 'a>both')).toEqual([
      [2, 5],
      [2, 3],
    ]);
  });
});

test('what lies behind a wrong block has no shape', () => {
  const graph = change(DIGITS_NETWORK, 'conv2d', { params: { filters: 0 } });
  expect(shapes(graph)).toMatchObject({
    input: '28×28×1',
    conv2d: undefined,
    dense: undefined,
    output: undefined,
  });
});

test('parameters that a file leaves out have their defaults', () => {
  const graph = chain(['Input', { shape: [8, 8, 3] }], ['Conv2D', { filters: 2 }]);
  expect(shapes(graph)['conv2d']).toBe('6×6×2');
});

test('a composite block has the shape of its result and the counts of its layers', () => {
  const pair: Composite = {
    id: 'pair',
    name: 'pair',
    nodes: [block('dense', ['Dense', { units: 4 }]), block('act', ['Activation', { activation: 'relu' }])],
    edges: [wire('dense', 'act')],
    inputs: [{ name: 'in', node: 'dense', port: 'in' }],
    outputs: [{ name: 'out', node: 'act', port: 'out' }],
  };
  const graph: GraphDoc = {
    ...draw({ input: ['Input', { shape: [3] }], output: 'Output' }, 'input>block', 'block>output'),
    nodes: [
      block('input', ['Input', { shape: [3] }]),
      block('block', 'composite', { composite: { id: 'pair', repeat: 3 } }),
      block('output', 'Output'),
    ],
    composites: [pair],
  };
  const { nodes, params } = inferGraph(graph);
  // 3·4 + 4 in the first round, 4·4 + 4 in the others; each has weights of its own.
  expect([nodes.get('block')!.shape, nodes.get('block')!.params, params]).toEqual([[4], 16 + 20 + 20, 56]);
});
