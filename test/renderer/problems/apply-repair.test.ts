import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic, Repair } from '#shared/graph/diagnostic';
import { EMPTY_GRAPH, type GraphDoc } from '#shared/graph/document';
import { applyRepair } from '../../../renderer/problems/apply-repair';
import { addNode, createEdge, createNode } from '../../../renderer/state/graph-edits';
import { useProject } from '../../../renderer/state/project-store';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const label = { en: 'Repair it', ko: '고치기' };
const problemWith = (repair: Repair): Diagnostic => ({
  code: 'test',
  severity: 'error',
  message: label,
  fix: { label, repair },
});

/** Conv2D → Dense, by their ids. */
function twoBlocks(): {
  readonly graph: GraphDoc;
  readonly ids: readonly [string, string];
  readonly wire: string;
} {
  const first = createNode(EMPTY_GRAPH, 'Conv2D', { x: 0, y: 0 });
  const second = createNode(EMPTY_GRAPH, 'Dense', { x: 240, y: 0 });
  const edge = createEdge(first.id, second.id);
  const graph = { ...addNode(addNode(EMPTY_GRAPH, first), second), edges: [edge] };
  return { graph, ids: [first.id, second.id], wire: edge.id };
}

let blocks: ReturnType<typeof twoBlocks>;
const state = () => useProject.getState();

beforeEach(() => {
  blocks = twoBlocks();
  state().load({ ...EMPTY_PROJECT, graph: blocks.graph }, null);
});
afterEach(() => state().load(EMPTY_PROJECT, null));

test.each<[string, () => Repair, () => unknown, unknown]>([
  [
    'setParam sets the parameter of the block',
    () => ({ kind: 'setParam', nodeId: blocks.ids[0], param: 'padding', value: 'same' }),
    () => state().project.graph.nodes[0]!.params['padding'],
    'same',
  ],
  [
    'insertLayer puts the layer into the wire, with its parameters, and selects it',
    () => ({ kind: 'insertLayer', edgeId: blocks.wire, type: 'Dropout', params: { rate: 0.25 } }),
    () => {
      const { nodes, edges } = state().project.graph;
      const added = nodes.find(({ type }) => type === 'Dropout')!;
      const names = new Map(nodes.map(({ id, name }) => [id, name]));
      return {
        rate: added.params['rate'],
        chain: edges.map(({ source, target }) => [names.get(source), names.get(target)]),
        selected: [...state().selection].map((id) => names.get(id)),
        fromLeft: nodes.toSorted((a, b) => a.position.x - b.position.x).map(({ name }) => name),
      };
    },
    {
      rate: 0.25,
      chain: [
        ['conv2d', 'dropout'],
        ['dropout', 'dense'],
      ],
      selected: ['dropout'],
      fromLeft: ['conv2d', 'dropout', 'dense'],
    },
  ],
  [
    'addLayer puts the layer before all others, without a wire, and selects it',
    () => ({ kind: 'addLayer', type: 'Input', side: 'before', params: { shape: [8] } }),
    () => {
      const { nodes, edges } = state().project.graph;
      const [first] = nodes.toSorted((a, b) => a.position.x - b.position.x);
      return [first!.type, first!.params, edges.length, [...state().selection]].map((found) =>
        Array.isArray(found) ? found.length : found,
      );
    },
    ['Input', { shape: [8] }, 1, 1],
  ],
  [
    'removeNode takes the block away',
    () => ({ kind: 'removeNode', nodeId: blocks.ids[1] }),
    () => state().project.graph.nodes.map(({ name }) => name),
    ['conv2d'],
  ],
  [
    'setTraining changes the setting',
    () => ({ kind: 'setTraining', key: 'batchSize', value: 32 }),
    () => state().project.training.batchSize,
    32,
  ],
])('%s, and one undo takes it back', (_name, repair, read, expected) => {
  const before = state().project;
  applyRepair(problemWith(repair()));
  expect(read()).toEqual(expected);
  expect(state().past.map((entry) => entry.label)).toEqual([label]);
  state().undo();
  expect(state().project).toBe(before);
});

test.each<[string, Repair]>([
  ['a wire that is gone', { kind: 'insertLayer', edgeId: 'gone', type: 'Flatten' }],
  ['a block that is gone', { kind: 'removeNode', nodeId: 'gone' }],
  ['a parameter of a block that is gone', { kind: 'setParam', nodeId: 'gone', param: 'units', value: 1 }],
])('a repair of %s changes nothing and leaves no step to undo', (_name, repair) => {
  const before = state().project;
  applyRepair(problemWith(repair));
  expect(state()).toMatchObject({ project: before, past: [] });
});
