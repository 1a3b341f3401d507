import { expect, test } from 'vitest';
import { checkPorts } from '#shared/compile/check-ports';
import type { Composite, GraphDoc } from '#shared/graph/document';
import { block, draw, wire } from '../../fixtures/drawings';

const composite: Composite = {
  id: 'c',
  name: 'c',
  nodes: [block('a', 'Dense')],
  edges: [],
  inputs: [{ name: 'in', node: 'a', port: 'in' }],
  outputs: [],
  portBlocks: [{ side: 'out', name: 'out', position: { x: 0, y: 0 } }],
};
const drawn = draw({ input: 'Input', output: 'Output' }, 'input>use', 'use>output');
const use = block('use', 'composite', { composite: { id: 'c', repeat: 1 } });
const graph: GraphDoc = { ...drawn, nodes: [...drawn.nodes, use], composites: [composite] };

test('an output of a composite block that nothing inside leads to is named, where a wire needs it', () => {
  expect(checkPorts(graph)).toMatchObject([
    { code: 'open-output', severity: 'error', nodeId: 'use', edgeId: 'use>output' },
  ]);
  const wired = { ...composite, outputs: [{ name: 'out', node: 'a', port: 'out' }] };
  expect(checkPorts({ ...graph, composites: [wired] })).toEqual([]);
  expect(checkPorts({ ...graph, edges: [wire('input', 'use')] })).toEqual([]);
  const bypassed = graph.nodes.map((node) => ({ ...node, bypassed: true }));
  expect(checkPorts({ ...graph, nodes: bypassed })).toEqual([]);
});
