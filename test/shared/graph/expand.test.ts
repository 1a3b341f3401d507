import { describe, expect, test } from 'vitest';
import type { Composite, GraphDoc } from '#shared/graph/document';
import { expandGraph, MAX_LAYERS } from '#shared/graph/expand';
import { block, draw, wire } from '../../fixtures/drawings';

/** A composite of blocks in a row. */
function row(id: string, types: Readonly<Record<string, string>>): Composite {
  const names = Object.keys(types);
  return {
    id,
    name: id,
    nodes: names.map((name) => block(name, types[name]!)),
    edges: names.slice(1).map((name, i) => wire(names[i]!, name)),
    inputs: [{ name: 'in', node: names[0]!, port: 'in' }],
    outputs: [{ name: 'out', node: names.at(-1)!, port: 'out' }],
  };
}

const composed = (name: string, id: string, repeat = 1, change: object = {}) =>
  block(name, 'composite', { composite: { id, repeat }, ...change });

/** Input, the composite block `block`, Output. */
const around = (composites: readonly Composite[], repeat = 1, change: object = {}): GraphDoc => ({
  ...draw({ input: 'Input', output: 'Output' }, 'input>block', 'block>output'),
  nodes: [
    block('input', 'Input'),
    composed('block', composites[0]!.id, repeat, change),
    block('output', 'Output'),
  ],
  composites,
});

const summary = ({ nodes, edges }: GraphDoc) => ({
  names: nodes.map(({ name }) => name),
  wires: edges.map(({ source, target }) => `${source} > ${target}`).toSorted(),
});

describe('composite blocks', () => {
  test('become their layers, each with a name of its own', () => {
    const { graph, origin, results } = expandGraph(
      around([row('pair', { dense: 'Dense', act: 'Activation' })]),
    );
    expect(summary(graph)).toEqual({
      names: ['input', 'block/dense', 'block/act', 'output'],
      wires: ['block/0/act > output', 'block/0/dense > block/0/act', 'input > block/0/dense'],
    });
    expect([origin.get('block/0/dense'), results.get('block')]).toEqual(['block', 'block/0/act']);
  });

  test('repeat their layers in a row, with weights of their own', () => {
    const { graph, results } = expandGraph(around([row('one', { dense: 'Dense' })], 3));
    expect(summary(graph)).toEqual({
      names: ['input', 'block_1/dense', 'block_2/dense', 'block_3/dense', 'output'],
      wires: [
        'block/0/dense > block/1/dense',
        'block/1/dense > block/2/dense',
        'block/2/dense > output',
        'input > block/0/dense',
      ],
    });
    expect(results.get('block')).toBe('block/2/dense');
  });

  test('may hold others', () => {
    const outer: Composite = {
      ...row('outer', { first: 'Dense' }),
      nodes: [block('first', 'Dense'), composed('inner', 'one', 2)],
      edges: [wire('first', 'inner')],
      outputs: [{ name: 'out', node: 'inner', port: 'out' }],
    };
    const { graph, origin, results } = expandGraph(around([outer, row('one', { dense: 'Dense' })]));
    expect(summary(graph).names).toEqual([
      'input',
      'block/first',
      'block/inner_1/dense',
      'block/inner_2/dense',
      'output',
    ]);
    expect([...origin.values()].filter((id) => id === 'block')).toHaveLength(5);
    expect(results.get('block')).toBe('block/0/inner/1/dense');
  });

  test('that are bypassed become one layer that passes its input on', () => {
    const { graph } = expandGraph(around([row('one', { dense: 'Dense' })], 3, { bypassed: true }));
    expect(graph.nodes[1]).toMatchObject({
      id: 'block/bypass',
      name: 'block',
      type: 'Activation',
      bypassed: true,
    });
    expect(summary(graph).wires).toEqual(['block/bypass > output', 'input > block/bypass']);
  });

  test('that are frozen freeze their layers', () => {
    const { graph } = expandGraph(around([row('one', { dense: 'Dense' })], 1, { trainable: false }));
    expect(graph.nodes.map(({ trainable }) => trainable)).toEqual([true, false, true]);
  });

  test('with an input that no output feeds give it to every round', () => {
    const skip: Composite = {
      ...row('skip', { add: 'Add' }),
      inputs: [
        { name: 'in', node: 'add', port: 'in' },
        { name: 'skip', node: 'add', port: 'in' },
      ],
    };
    const graph: GraphDoc = {
      ...around([skip], 2),
      edges: [
        wire('input', 'block'),
        { ...wire('input', 'block'), id: 's', targetPort: 'skip' },
        wire('block', 'output'),
      ],
    };
    expect(summary(expandGraph(graph).graph).wires).toEqual([
      'block/0/add > block/1/add',
      'block/1/add > output',
      'input > block/0/add',
      'input > block/0/add',
      'input > block/1/add',
    ]);
  });

  test('that are missing or contain themselves stay', () => {
    const own: Composite = { ...row('own', { dense: 'Dense' }), nodes: [composed('again', 'own')] };
    const there: Composite = { ...row('there', { x: 'Dense' }), nodes: [composed('x', 'back')] };
    const back: Composite = { ...row('back', { y: 'Dense' }), nodes: [composed('y', 'there')] };
    for (const composites of [[own], [there, back]]) {
      const drawing = around(composites);
      expect(expandGraph(drawing).graph).toBe(drawing);
    }
    const gone = around([row('one', { dense: 'Dense' })]);
    const missing = { ...gone, composites: [] };
    expect(expandGraph(missing).graph).toBe(missing);
  });

  test('never grow beyond the limit, even nested a thousandfold', () => {
    const levels = Array.from({ length: 6 }, (_, i) =>
      i === 5
        ? row(`l${i}`, { dense: 'Dense' })
        : {
            ...row(`l${i}`, { x: 'Dense' }),
            nodes: [composed('x', `l${i + 1}`, 200)],
            inputs: [{ name: 'in', node: 'x', port: 'in' }],
            outputs: [{ name: 'out', node: 'x', port: 'out' }],
          },
    );
    const { graph } = expandGraph(around(levels, 200));
    expect(graph.nodes.length).toBeLessThanOrEqual(MAX_LAYERS);
    expect(graph.nodes.some(({ type }) => type === 'composite')).toBe(true);
  });
});

test('a drawing without composites comes back as it is', () => {
  const drawing = draw({ a: 'Input', b: 'Output' }, 'a>b');
  expect(expandGraph(drawing).graph).toBe(drawing);
});
