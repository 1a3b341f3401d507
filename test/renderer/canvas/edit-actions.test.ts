import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as edit from '../../../renderer/canvas/edit-actions';
import { checkName } from '../../../renderer/canvas/block-name';
import { setDrawingSpace, setPointer } from '../../../renderer/canvas/pointer';
import { findNode } from '../../../renderer/state/graph-edits';
import { useProject } from '../../../renderer/state/project-store';
import { useUi } from '../../../renderer/state/ui-store';
import { drawing, wiresOf } from '../../fakes/fake-graph';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const graph = drawing('in:Input conv:Conv2D flat:Flatten out:Output', 'in>conv conv>flat flat>out');
const state = () => useProject.getState();
const labels = () => state().past.map(({ label }) => label.en);
const node = (id: string) => findNode(state().project.graph, id)!;
const toasts = () => useUi.getState().toasts.map(({ text }) => text);

beforeEach(() => state().load({ ...EMPTY_PROJECT, graph }, null));
afterEach(() => {
  state().load(EMPTY_PROJECT, null);
  useUi.setState({ toasts: [], renaming: null });
  setPointer(null);
  setDrawingSpace(null);
});

describe('deleting', () => {
  test('heals the chain or leaves it cut, as one step, and selects nothing', () => {
    state().select(['conv']);
    edit.deleteSelection(true);
    expect([wiresOf(state().project.graph), [...state().selection], labels()]).toEqual([
      'in>flat flat>out',
      [],
      ['Delete conv'],
    ]);
    state().undo();
    edit.deleteSelection(false);
    expect(wiresOf(state().project.graph)).toBe('flat>out');
  });

  test('of nothing is no step', () => {
    edit.deleteSelection(true);
    expect(labels()).toEqual([]);
  });

  test('takes a wire too', () => {
    state().select(['conv>flat']);
    expect([edit.hasSelection(), edit.hasNodeSelection()]).toEqual([true, false]);
    edit.deleteSelection(true);
    expect(wiresOf(state().project.graph)).toBe('in>conv flat>out');
  });
});

describe('copies', () => {
  test('lie aside, are wired among themselves and selected', () => {
    state().select(['conv', 'flat']);
    edit.duplicateSelection();
    const { nodes } = state().project.graph;
    expect(nodes.slice(4).map(({ name, position }) => [name, position])).toEqual([
      ['conv_1', { x: 332, y: 32 }],
      ['flat_1', { x: 632, y: 32 }],
    ]);
    expect([...state().selection]).toEqual(nodes.slice(4).map(({ id }) => id));
    expect(state().project.graph.edges).toHaveLength(4);
    expect(labels()).toEqual(['Duplicate 2 blocks']);
  });

  test('are pasted at the pointer, and again beside that', async () => {
    state().select(['conv']);
    await edit.copySelection();
    setDrawingSpace((screen) => ({ x: screen.x - 100, y: screen.y - 100 }));
    setPointer({ x: 1100, y: 900 });
    await edit.paste();
    await edit.paste();
    const places = state()
      .project.graph.nodes.slice(4)
      .map(({ position }) => [position.x, position.y]);
    expect(places).toEqual([
      [908, 736],
      [940, 768],
    ]);
  });

  test('of what is cut keep its name', async () => {
    state().select(['conv']);
    await edit.cutSelection();
    expect(wiresOf(state().project.graph)).toBe('in>flat flat>out');
    await edit.paste();
    expect(state().project.graph.nodes.at(-1)!.name).toBe('conv');
    expect(labels()).toEqual(['Cut conv', 'Paste conv']);
  });
});

describe('bypass and freeze', () => {
  test('turn all selected blocks the same way, then back', () => {
    state().select(['conv', 'flat']);
    edit.toggleBypass();
    expect([node('conv').bypassed, node('flat').bypassed]).toEqual([true, true]);
    edit.toggleBypass();
    expect([node('conv').bypassed, node('flat').bypassed]).toEqual([false, false]);
    expect(labels()).toEqual(['Bypass 2 blocks', 'No longer bypass 2 blocks']);
  });

  test('say why they cannot', () => {
    state().select(['in', 'out']);
    edit.toggleBypass();
    state().select(['flat']);
    edit.toggleFreeze();
    expect(labels()).toEqual([]);
    expect(toasts()).toMatchObject([
      { en: 'The ends of the network cannot be bypassed.' },
      { en: 'There are no weights to freeze in the selection.' },
    ]);
  });

  test('freezing takes blocks with weights only', () => {
    edit.selectAll();
    edit.toggleFreeze();
    expect(
      state()
        .project.graph.nodes.filter(({ trainable }) => !trainable)
        .map(({ id }) => id),
    ).toEqual(['conv']);
    edit.toggleFreeze();
    expect(node('conv').trainable).toBe(true);
  });
});

test('steps of the arrow keys that follow each other are one step of undo', () => {
  state().select(['conv']);
  edit.nudge(16, 0);
  edit.nudge(16, 0);
  edit.nudge(0, -16);
  expect([node('conv').position, labels()]).toEqual([{ x: 332, y: -16 }, ['Move conv']]);
});

test('arranging several selected blocks leaves the others where they are', () => {
  state().select(['conv', 'flat']);
  edit.autoLayout();
  expect(['in', 'conv', 'flat', 'out'].map((id) => node(id).position.x)).toEqual([0, 304, 576, 900]);
  expect(labels()).toEqual(['Arrange 2 blocks']);
});

test('renaming begins with the first selected block', () => {
  edit.renameSelection();
  expect(useUi.getState().renaming).toBeNull();
  state().select(['flat', 'conv']);
  edit.renameSelection();
  expect(useUi.getState().renaming).toBe('conv');
});

test.each([
  ['head', undefined],
  ['conv', undefined],
  ['필터_1', undefined],
  ['flat', 'name-taken'],
  ['  ', 'name-length'],
  ['x'.repeat(101), 'name-length'],
  ['a b', 'name-characters'],
  ['block/conv', 'name-characters'],
])('the name “%s” of conv: %s', (name, code) => {
  expect(checkName(graph, 'conv', name)?.code).toBe(code);
});
