import { expect, test } from 'vitest';
import { computingPart, insideWires, portNames } from '#shared/graph/composite';
import type { Composite } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { block, draw, wire } from '../../fixtures/drawings';

/** `in` and `skip` meet in a Concatenate, `skip` between two layers of the inside. */
const join: Composite = {
  id: 'join',
  name: 'join',
  nodes: [block('a', 'Dense'), block('b', 'Dense'), block('sum', 'Concatenate')],
  edges: [wire('a', 'b'), wire('a', 'sum'), wire('b', 'sum')],
  inputs: [
    { name: 'in', node: 'a', port: 'in' },
    { name: 'skip', node: 'sum', port: 'in', after: 1 },
  ],
  outputs: [{ name: 'out', node: 'sum', port: 'out' }],
};

const shown = (composite: Composite): string[] =>
  insideWires(composite).map(({ edge, entry }) => (edge ? edge.id : `${entry.name}>${entry.node}`));

test('wires inside stand in the order in which layers take them', () => {
  expect(shown(join)).toEqual(['in>a', 'a>b', 'a>sum', 'skip>sum', 'b>sum']);
  const last = { ...join, inputs: join.inputs.map((port) => ({ ...port, ...(port.after && { after: 9 }) })) };
  expect(shown(last).at(-1)).toBe('skip>sum');
});

test('an expanded block takes its inputs in that order, whatever the order of the wires outside', () => {
  const use = block('use', 'composite', { composite: { id: 'join', repeat: 1 } });
  const drawn = draw({ x: 'Input', y: 'Input' });
  const edges = [
    { ...wire('y', 'use'), targetPort: 'skip' },
    { ...wire('x', 'use'), targetPort: 'in' },
  ];
  const { graph } = expandGraph({ ...drawn, nodes: [...drawn.nodes, use], edges, composites: [join] });
  const into = graph.edges.filter(({ target }) => target === 'use/0/sum').map(({ source }) => source);
  expect(into).toEqual(['use/0/a', 'y', 'use/0/b']);
});

test('ports are named in the order of their blocks, then as they are wired', () => {
  const portBlocks = [
    { side: 'in', name: 'spare', position: { x: 0, y: 0 } },
    { side: 'in', name: 'skip', position: { x: 0, y: 0 } },
  ] as const;
  expect([portNames(join, 'in'), portNames(join, 'out')]).toEqual([['in', 'skip'], ['out']]);
  expect(portNames({ ...join, portBlocks }, 'in')).toEqual(['spare', 'skip', 'in']);
});

test('what computes does not change with places, frames and notes', () => {
  const moved: Composite = {
    ...join,
    nodes: join.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } })),
    notes: [{ id: 't', text: 'Why', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }],
  };
  expect(JSON.stringify(computingPart(moved))).toBe(JSON.stringify(computingPart(join)));
  const wider = { ...join, nodes: [block('a', ['Dense', { units: 9 }]), ...join.nodes.slice(1)] };
  expect(JSON.stringify(computingPart(wider))).not.toBe(JSON.stringify(computingPart(join)));
});
