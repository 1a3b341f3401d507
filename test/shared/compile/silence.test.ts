import { describe, expect, test } from 'vitest';
import { checkAll } from '#shared/compile/check';
import type { CheckSource } from '#shared/compile/check-source';
import { hasSilenced, setSilenced } from '#shared/compile/silence';
import type { GraphDoc } from '#shared/graph/document';
import { block, chain, change, DIGITS_NETWORK, sourceOf } from '../../fixtures/drawings';

const CODE = 'no-activation-between';
/** Two layers with nothing between, twice. */
const GRAPH = chain(
  ['Input', { shape: [28, 28, 1] }],
  'Flatten',
  'Dense',
  'Dense',
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);

const at = (graph: GraphDoc, changes: Partial<CheckSource> = {}) => {
  const { problems, silenced } = checkAll({ ...sourceOf(graph), ...changes });
  return {
    shown: problems.map(({ code, nodeId }) => `${code} ${nodeId}`),
    silenced: silenced.map(({ problem, by }) => `${problem.code} ${problem.nodeId} by ${by}`),
  };
};

describe('a remark', () => {
  test('is shown unless it is silenced', () => {
    expect(hasSilenced(GRAPH)).toBe(false);
    expect(at(GRAPH)).toEqual({ shown: [`${CODE} dense`, `${CODE} dense_2`], silenced: [] });
  });

  test('can be silenced for one block, and comes back', () => {
    const graph = setSilenced(GRAPH, CODE, 'dense', true);
    expect(hasSilenced(graph)).toBe(true);
    expect(at(graph)).toEqual({ shown: [`${CODE} dense_2`], silenced: [`${CODE} dense by dense`] });
    expect(setSilenced(graph, CODE, 'dense', false)).toEqual(GRAPH);
  });

  test('can be silenced for the project, and comes back', () => {
    const graph = setSilenced(GRAPH, CODE, null, true);
    expect(at(graph)).toEqual({
      shown: [],
      silenced: [`${CODE} dense by null`, `${CODE} dense_2 by null`],
    });
    expect(setSilenced(graph, CODE, null, false)).toEqual(GRAPH);
  });

  test('of the settings belongs to the project', () => {
    const graph = setSilenced(DIGITS_NETWORK, 'not-shuffled', null, true);
    const training = { ...sourceOf(graph).training, shuffle: false };
    expect(at(graph, { training })).toEqual({ shown: [], silenced: ['not-shuffled undefined by null'] });
  });

  test('that is there already, or of a block that is gone, changes nothing', () => {
    const graph = setSilenced(GRAPH, CODE, 'dense', true);
    expect(setSilenced(graph, CODE, 'dense', true)).toBe(graph);
    expect(setSilenced(graph, CODE, 'gone', true)).toBe(graph);
    expect(setSilenced(graph, 'other', null, false)).toBe(graph);
  });
});

test('an error is always shown', () => {
  const wrong = change(GRAPH, 'dense_3', { params: { units: 7, activation: 'softmax' } });
  const graph = setSilenced(setSilenced(wrong, 'head-does-not-fit', null, true), CODE, null, true);
  expect(at(graph).shown).toEqual(['head-does-not-fit output']);
});

describe('inside a composite block', () => {
  const inner = {
    id: 'c',
    name: 'c',
    nodes: [block('a', 'Dense'), block('b', ['Dense', { activation: 'relu' }])],
    edges: [{ id: 'e', source: 'a', sourcePort: 'out', target: 'b', targetPort: 'in' }],
    inputs: [{ name: 'in', node: 'a', port: 'in' }],
    outputs: [{ name: 'out', node: 'b', port: 'out' }],
  };
  const composed = {
    ...change(GRAPH, 'dense', { type: 'composite', composite: { id: 'c', repeat: 2 } }),
    composites: [inner],
  };
  const graph = change(composed, 'dense_2', { params: { activation: 'relu' } });

  test('a remark is silenced by the block around', () => {
    expect(at(graph)).toEqual({ shown: [`${CODE} dense`], silenced: [] });
    const silent = setSilenced(graph, CODE, 'dense', true);
    expect(at(silent).shown).toEqual([]);
    expect(new Set(at(silent).silenced)).toEqual(new Set([`${CODE} dense by dense`]));
    expect(setSilenced(silent, CODE, 'dense/1/a', false)).toEqual(graph);
  });

  test('a remark is silenced by the layer itself, in all uses', () => {
    const silent = setSilenced(graph, CODE, 'dense/0/a', true);
    expect(silent.composites[0]!.nodes[0]!.silenced).toEqual([CODE]);
    expect(at(silent)).toEqual({
      shown: [],
      silenced: [`${CODE} dense by dense/0/a`, `${CODE} dense by dense/1/a`],
    });
    expect(setSilenced(silent, CODE, 'dense/1/a', false)).toEqual(graph);
  });
});
