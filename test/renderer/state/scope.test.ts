import { beforeEach, describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import type { GraphDoc } from '#shared/graph/document';
import { graphDocSchema } from '#shared/graph/document';
import { collapse } from '../../../renderer/state/composites';
import {
  addNode,
  connect,
  createEdge,
  createNode,
  pasteItems,
  reconnect,
  removeItems,
  updateNode,
} from '../../../renderer/state/graph-edits';
import { pickItems } from '../../../renderer/state/clipboard';
import { PORT_TYPES } from '../../../renderer/state/port-blocks';
import {
  currentGraph,
  currentInference,
  currentProblems,
  useProject,
} from '../../../renderer/state/project-store';
import { drawnGraph, prefixOf, type Scope, scopeOfItem } from '../../../renderer/state/scope';
import { layerBehind } from '../../../renderer/state/scope-layers';
import { applyRepair } from '../../../renderer/problems/apply-repair';
import { useUi } from '../../../renderer/state/ui-store';
import { drawing } from '../../fakes/fake-graph';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const label = { en: 'Edit', ko: '편집' };
const plain = drawing('in:Input flat:Flatten a:Dense b:Dense out:Output', 'in>flat flat>a a>b b>out');
const { graph: made, id: use } = collapse(plain, new Set(['a', 'b']), 'block');
const scope: Scope = [{ use, round: 0 }];

const state = () => useProject.getState();
const names = ({ nodes }: GraphDoc) => nodes.map(({ name }) => name).toSorted();
/** Wires by the names of their blocks. */
function wires({ nodes, edges }: GraphDoc): string {
  const byId = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges
    .map(({ source, target }) => `${byId.get(source)}>${byId.get(target)}`)
    .toSorted()
    .join(' ');
}
const idOf = (name: string) => currentGraph().nodes.find((node) => node.name === name)!.id;
const edit = (change: (graph: GraphDoc) => GraphDoc, select?: readonly string[]) =>
  state().editGraph(label, change, select && { select });
const whole = () => state().project.graph;

beforeEach(() => {
  state().load({ ...EMPTY_PROJECT, graph: made }, null);
  state().enter(scope);
  useUi.setState({ toasts: [] });
});

describe('the inside of a composite block', () => {
  test('is drawn with its ports, under the ids of the expanded drawing', () => {
    expect(names(currentGraph())).toEqual(['a', 'b', 'in', 'out']);
    expect(wires(currentGraph())).toBe('a>b b>out in>a');
    expect(inferGraph(made).nodes.has(idOf('a'))).toBe(true);
    expect(drawnGraph(made, scope)).toBe(drawnGraph(made, scope));
  });

  test('is edited as one step of undo, which shows it again', () => {
    edit((graph) => updateNode(graph, idOf('a'), (node) => ({ ...node, params: { units: 7 } })));
    expect(whole().composites[0]!.nodes[0]).toMatchObject({ id: 'a', params: { units: 7 } });
    expect(whole().nodes).toBe(made.nodes);
    expect(currentInference().nodes.get(idOf('a'))?.shape).toEqual([7]);
    state().enter([]);
    state().undo();
    expect([whole(), state().scope]).toEqual([made, scope]);
    expect(whole()).toBe(made);
  });

  test('that is not changed is no step', () => {
    edit((graph) => ({ ...graph, nodes: graph.nodes.map((node) => ({ ...node })) }));
    expect([whole() === made, state().past.length]).toEqual([true, 0]);
  });

  test('takes new blocks, which are selected under the ids that are drawn', () => {
    const node = createNode(currentGraph(), 'Dropout', { x: 0, y: 300 });
    edit((graph) => ({ ...graph, nodes: [...graph.nodes, node] }), [node.id]);
    expect(state().selection).toEqual(new Set([prefixOf(scope) + node.id]));
    expect(whole().composites[0]!.nodes.map(({ id }) => id)).toEqual(['a', 'b', node.id]);
  });

  test('changes all uses of the composite', () => {
    state().enter([]);
    edit((graph) => pasteItems(graph, pickItems(graph, new Set([use])), { x: 0, y: 300 }).graph);
    const before = inferGraph(whole()).params;
    state().enter(scope);
    edit((graph) => updateNode(graph, idOf('b'), (node) => ({ ...node, params: { units: 5 } })));
    expect(whole().composites).toHaveLength(1);
    expect(inferGraph(whole()).params).not.toBe(before);
  });
});

describe('ports inside', () => {
  test('are renamed with the wires of all uses', () => {
    edit((graph) => updateNode(graph, idOf('in'), (node) => ({ ...node, name: 'picture' })));
    expect(whole().composites[0]!.inputs[0]!.name).toBe('picture');
    expect(whole().edges.find(({ target }) => target === use)?.targetPort).toBe('picture');
    expect(wires(whole())).toBe(wires(made));
  });

  test('that are removed take the wires outside with them', () => {
    edit((graph) => removeItems(graph, new Set([idOf('out')])));
    expect(wires(whole())).toBe('flat>block in>flat');
    expect(whole().composites[0]!.outputs).toEqual([]);
    state().undo();
    expect(whole()).toBe(made);
  });

  test('can be added, and stay when nothing is wired to them', () => {
    const port = { ...createNode(currentGraph(), PORT_TYPES.in, { x: 0, y: 300 }), name: 'skip' };
    edit((graph) => ({ ...graph, nodes: [...graph.nodes, port] }), [port.id]);
    expect(names(currentGraph())).toEqual(['a', 'b', 'in', 'out', 'skip']);
    expect(state().selection).toEqual(new Set([idOf('skip')]));
    expect(graphDocSchema.parse(JSON.parse(JSON.stringify(whole())))).toEqual(whole());
    const add = createNode(currentGraph(), 'Add', { x: 300, y: 300 });
    edit((graph) => {
      const placed = { ...graph, nodes: [...graph.nodes, add] };
      return connect(connect(placed, createEdge(idOf('b'), add.id)), createEdge(idOf('skip'), add.id));
    });
    // The wire from outside is the second input of Add.
    expect(whole().composites[0]!.inputs.at(-1)).toEqual({
      name: 'skip',
      node: add.id,
      port: 'in',
      after: 1,
    });
    expect(wires(currentGraph())).toBe('a>b b>add b>out in>a skip>add');
  });

  test('give a wire that is plugged in elsewhere an id of its own', () => {
    const entry = currentGraph().edges.find(({ target }) => target === idOf('a'))!;
    edit((graph) => addNode(graph, createNode(graph, 'Flatten', { x: 0, y: 300 })));
    const from = { ...createEdge(idOf('flatten'), idOf('a')) };
    edit((graph) => reconnect(graph, entry.id, from));
    edit((graph) => connect(graph, createEdge(idOf('in'), idOf('flatten'))));
    expect(wires(currentGraph())).toBe('a>b b>out flatten>a in>flatten');
    const ids = currentGraph().edges.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('show what comes through them', () => {
    const { nodes } = currentInference();
    expect([nodes.get(idOf('in'))?.shape, nodes.get(idOf('out'))?.shape]).toEqual([
      nodes.get('flat')?.shape,
      nodes.get(idOf('b'))?.shape,
    ]);
    const behind = currentGraph().nodes.map((node) => layerBehind(whole(), scope, node)?.id);
    expect(behind).toEqual(['flat', idOf('b'), idOf('a'), idOf('b')]);
  });
});

describe('refused inside', () => {
  test('are the ends of the network', () => {
    edit((graph) => ({ ...graph, nodes: [...graph.nodes, createNode(graph, 'Output', { x: 0, y: 0 })] }));
    expect([whole() === made, useUi.getState().toasts.length]).toEqual([true, 1]);
  });

  test('is the composite itself', () => {
    const copied = pickItems(made, new Set([use]));
    edit((graph) => pasteItems(graph, copied, { x: 0, y: 0 }).graph);
    expect([whole() === made, useUi.getState().toasts.length]).toEqual([true, 1]);
  });
});

test('problems are told at the layers of the open use, and only once', () => {
  edit((graph) => updateNode(graph, idOf('a'), (node) => ({ ...node, params: { units: -1 } })));
  const errors = () => currentProblems().filter(({ code }) => code === 'wrong-parameter');
  expect(errors().map(({ nodeId }) => nodeId)).toEqual([idOf('a')]);
  expect(errors()[0]!.fix?.repair).toMatchObject({ nodeId: idOf('a') });
  state().enter([]);
  expect(errors().map(({ nodeId, fix }) => [nodeId, fix])).toEqual([[use, undefined]]);
});

test('an output that nothing inside leads to is told of, outside and inside', () => {
  edit((graph) => ({ ...graph, edges: graph.edges.filter(({ target }) => target !== idOf('out')) }));
  const open = () => currentProblems().filter(({ code }) => code === 'open-output');
  expect(open().map(({ nodeId }) => nodeId)).toEqual([use]);
  state().enter([]);
  expect(open().map(({ nodeId }) => nodeId)).toEqual([use]);
});

test('a repair works inside, unless it would put an end of the network there', () => {
  edit((graph) => updateNode(graph, idOf('a'), (node) => ({ ...node, params: { units: -1 } })));
  applyRepair(currentProblems().find(({ code }) => code === 'wrong-parameter')!);
  expect(whole().composites[0]!.nodes[0]!.params).toEqual({});
  edit((graph) => removeItems(graph, new Set([idOf('in')])));
  const missing = currentProblems().find(({ code }) => code === 'missing-input')!;
  expect(missing.nodeId).toBe(idOf('a'));
  const kinds = ['Input', 'Output'].filter((type) =>
    JSON.stringify(missing.fix ?? null).includes(`"${type}"`),
  );
  expect(kinds).toEqual([]);
});

test('composite blocks inside composite blocks open to any depth, in a repetition', () => {
  edit((graph) => collapse(graph, new Set([idOf('a')]), 'deep').graph);
  const deep = whole().composites[0]!.nodes.find(({ composite }) => composite)!;
  expect(whole().composites[1]!.nodes[0]!.id).toBe('a');
  state().enter([]);
  edit((graph) =>
    updateNode(graph, use, (node) => ({ ...node, composite: { ...node.composite!, repeat: 3 } })),
  );
  const inner: Scope = [
    { use, round: 2 },
    { use: deep.id, round: 0 },
  ];
  state().enter(inner);
  expect(names(currentGraph())).toEqual(['a', 'in', 'out']);
  expect(idOf('a')).toBe(`${use}/2/${deep.id}/0/a`);
  expect(scopeOfItem(whole(), idOf('a'))).toEqual(inner);
  const [port] = currentGraph().nodes;
  expect(layerBehind(whole(), inner, port!)?.id).toBe(`${use}/1/b`);
  edit((graph) => updateNode(graph, idOf('a'), (node) => ({ ...node, params: { units: 3 } })));
  expect(whole().composites[1]!.nodes[0]!.params).toEqual({ units: 3 });
  state().enter([]);
  state().undo();
  expect(state().scope).toEqual(inner);
  state().undo();
  expect([state().scope, names(currentGraph()).includes('block')]).toEqual([[], true]);
});

test('jumping to a step undoes or redoes what lies between', () => {
  const steps = [1, 2, 3].map((units) => {
    edit((graph) => updateNode(graph, idOf('a'), (node) => ({ ...node, params: { units } })));
    return whole();
  });
  state().jump(1);
  expect([whole(), state().past.length, state().future.length]).toEqual([steps[0], 1, 2]);
  state().jump(3);
  expect([whole(), state().past.length, state().future.length]).toEqual([steps[2], 3, 0]);
  state().jump(0);
  expect(whole()).toBe(made);
});
