import { expect, test } from 'vitest';
import { networkCost } from '#shared/compile/cost';
import { inferGraph } from '#shared/compile/infer';
import type { Composite } from '#shared/graph/document';
import { block, chain, change, DIGITS_NETWORK, wire } from '../../fixtures/drawings';

const costOf = (graph: typeof DIGITS_NETWORK) => networkCost(graph, inferGraph(graph));
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test('every block has its share of operations and of the memory for outputs', () => {
  const { blocks, flops, params, activationBytes } = costOf(DIGITS_NETWORK);
  expect(blocks.map(({ name }) => name)).toEqual([
    'input',
    'conv2d',
    'maxpooling2d',
    'flatten',
    'dropout',
    'dense',
    'output',
  ]);
  expect(sum(blocks.map((each) => each.flops))).toBe(flops);
  expect(sum(blocks.map((each) => each.params))).toBe(params);
  expect(sum(blocks.map((each) => each.flopsShare))).toBeCloseTo(1, 12);
  expect(sum(blocks.map((each) => each.memoryShare))).toBeCloseTo(1, 12);
  // 26 × 26 outputs of 4 filters of 3 × 3 × 1: a multiplication and an addition each, the bias and the comparison of ReLU.
  const convolution = blocks[1]!;
  expect(convolution.flops).toBe(26 * 26 * 4 * (2 * 9 + 2));
  expect(convolution.activationBytes).toBe(4 * 26 * 26 * 4);
  expect(activationBytes).toBe(4 * (784 + 2704 + 676 + 676 + 676 + 10 + 10));
});

test('a composite costs what its layers cost in all its rounds, and stands where the first of them does', () => {
  const composite: Composite = {
    id: 'pair',
    name: 'Pair',
    nodes: [block('first', ['Dense', { units: 8 }]), block('second', ['Dense', { units: 8 }])],
    edges: [wire('first', 'second')],
    inputs: [{ name: 'in', node: 'first', port: 'in' }],
    outputs: [{ name: 'out', node: 'second', port: 'out' }],
  };
  const drawn = chain(['Input', { shape: [8] }], 'composite', ['Dense', { units: 1 }], 'Output');
  const graph = change({ ...drawn, composites: [composite] }, 'composite', {
    composite: { id: 'pair', repeat: 3 },
  });
  const { blocks, flops } = costOf(graph);
  const dense = costOf(chain(['Input', { shape: [8] }], ['Dense', { units: 8 }], 'Output')).blocks[1]!;
  expect(blocks.map(({ id }) => id)).toEqual(['input', 'composite', 'dense', 'output']);
  expect(blocks[1]).toMatchObject({
    flops: 6 * dense.flops,
    params: 6 * dense.params,
    activationBytes: 6 * 4 * 8,
  });
  expect(sum(blocks.map((each) => each.flops))).toBe(flops);
});

test('a bypassed block costs nothing, and a drawing with errors what is known of it', () => {
  const bypassed = costOf(change(DIGITS_NETWORK, 'conv2d', { bypassed: true }));
  expect(bypassed.blocks[1]).toMatchObject({ flops: 0, params: 0, activationBytes: 0 });
  const broken = costOf(change(DIGITS_NETWORK, 'dense', { params: { units: -1 } }));
  expect(broken.blocks.find(({ id }) => id === 'dense')).toMatchObject({ flops: 0, flopsShare: 0 });
  expect(costOf({ ...DIGITS_NETWORK, nodes: [], edges: [] })).toMatchObject({ blocks: [], flops: 0 });
});
