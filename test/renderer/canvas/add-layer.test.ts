import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { LAYERS } from '#shared/layers/table';
import { addLayer, addNearSelection, fits, type Joint, withLayer } from '../../../renderer/canvas/add-layer';
import { BLOCK, GRID } from '../../../renderer/state/block-place';
import { findNode } from '../../../renderer/state/graph-edits';
import { useProject } from '../../../renderer/state/project-store';
import { drawing, wiresOf } from '../../fakes/fake-graph';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const graph = drawing('in:Input conv:Conv2D flat:Flatten out:Output', 'in>conv conv>flat flat>out');
const inference = inferGraph(graph);
const middle = { x: 500, y: 300 };
const named = (text: string, id: string) => text.replaceAll(id, 'new');
const state = () => useProject.getState();

beforeEach(() => state().load({ ...EMPTY_PROJECT, graph }, null));
afterEach(() => state().load(EMPTY_PROJECT, null));

test.each<[Joint, string, string]>([
  [{ kind: 'free' }, 'Dense', 'in>conv conv>flat flat>out'],
  [{ kind: 'splice', edgeId: 'conv>flat' }, 'Dropout', 'in>conv conv>new new>flat flat>out'],
  [{ kind: 'after', nodeId: 'conv' }, 'Dropout', 'in>conv new>flat flat>out conv>new'],
  [
    { kind: 'connect', end: { nodeId: 'conv', port: 'out', side: 'out' } },
    'Dropout',
    'in>conv conv>flat flat>out conv>new',
  ],
  [
    { kind: 'connect', end: { nodeId: 'flat', port: 'in', side: 'in' } },
    'Dropout',
    'in>conv flat>out new>flat',
  ],
])('a layer is added: %o', (joint, type, expected) => {
  const added = withLayer(graph, type, middle, joint);
  expect(named(wiresOf(added.graph), added.id)).toBe(expected);
});

test('a dropped wire ends at the port of the new block', () => {
  const end = { nodeId: 'conv', port: 'out', side: 'out' } as const;
  const added = withLayer(graph, 'Dropout', { x: 480, y: 400 }, { kind: 'connect', end });
  expect(findNode(added.graph, added.id)!.position).toEqual({ x: 480, y: 400 - BLOCK.height / 2 + 8 });
});

test('adding is one step of undo, and selects the new block', () => {
  addLayer('Dropout', middle, { kind: 'splice', edgeId: 'conv>flat' });
  const { past, selection, project } = state();
  expect(past.map(({ label }) => label.en)).toEqual(['Add Dropout']);
  expect([...selection]).toEqual([project.graph.nodes.at(-1)!.id]);
  state().undo();
  expect(state().project.graph).toBe(graph);
});

describe('a layer fits', () => {
  const fitting = (joint: Joint) => Object.keys(LAYERS).filter((type) => fits(graph, inference, type, joint));

  test('anywhere on its own', () => {
    expect(fitting({ kind: 'free' })).toEqual(Object.keys(LAYERS));
  });

  test('into a wire with an input, an output, and for the shape that arrives', () => {
    const behindFlatten = fitting({ kind: 'splice', edgeId: 'flat>out' });
    expect(behindFlatten).toEqual(expect.arrayContaining(['Dense', 'Dropout', 'Add']));
    const unfit = ['Input', 'Output', 'Conv2D', 'MaxPooling2D'];
    expect(behindFlatten.filter((type) => unfit.includes(type))).toEqual([]);
    expect(fitting({ kind: 'splice', edgeId: 'conv>flat' })).toContain('MaxPooling2D');
  });

  test('at the end of a drawn wire', () => {
    const from = { nodeId: 'conv', port: 'out', side: 'out' } as const;
    expect(fitting({ kind: 'connect', end: from })).toContain('Output');
    expect(fitting({ kind: 'connect', end: from })).not.toContain('Input');
    const into = { nodeId: 'conv', port: 'in', side: 'in' } as const;
    expect(fitting({ kind: 'connect', end: into })).not.toContain('Output');
    expect(fitting({ kind: 'connect', end: into })).toContain('Input');
  });
});

describe('from the palette a layer goes', () => {
  test('behind the one selected block', () => {
    state().select(['conv']);
    addNearSelection('Dropout', middle);
    const [id] = state().selection;
    expect(named(wiresOf(state().project.graph), id!)).toBe('in>conv new>flat flat>out conv>new');
  });

  test.each([
    ['nothing is selected', [], 'Dropout'],
    ['several are selected', ['in', 'conv'], 'Dropout'],
    ['the selected block ends the network', ['out'], 'Dropout'],
    ['it does not fit there', ['flat'], 'Conv2D'],
    ['it would cut the chain', ['conv'], 'Output'],
  ])('to a free place where %s', (_name, selection, type) => {
    state().select(selection);
    addNearSelection(type, { x: 350, y: 70 });
    const added = findNode(state().project.graph, [...state().selection][0]!)!;
    expect(wiresOf(state().project.graph)).toBe(wiresOf(graph));
    expect(added.position.y).toBeGreaterThanOrEqual(BLOCK.height);
    expect(added.position.x % GRID).toBe(0);
  });
});
