import { beforeEach, expect, test } from 'vitest';
import { newProject } from '#shared/project/create';
import { currentPicture, hasDrawing, selectedItems } from '../../../renderer/export-drawing/export-actions';
import { useProject } from '../../../renderer/state/project-store';
import { drawing } from '../../fakes/fake-graph';

const graph = {
  ...drawing('in:Input flat:Flatten dense:Dense', 'in>flat flat>dense'),
  frames: [{ id: 'f', title: 'Part', position: { x: 280, y: -60 }, size: { width: 240, height: 260 } }],
};
const options = { theme: 'light', onlySelected: true, withPictures: false } as const;

beforeEach(() => useProject.getState().load({ ...newProject('Test'), graph }, null));

test('with nothing selected, or wires alone, the picture is of everything', () => {
  expect(selectedItems()).toBeNull();
  useProject.getState().select([graph.edges[0]!.id]);
  expect(selectedItems()).toBeNull();
  expect(currentPicture(options)!.text).toContain('>dense</text>');
});

test('a selected frame brings what it holds', () => {
  useProject.getState().select(['f']);
  expect(selectedItems()).toEqual(new Set(['f', 'flat']));
  const { text } = currentPicture(options)!;
  expect(text).toContain('>Part</text>');
  expect(text).toContain('>flat</text>');
  expect(text).not.toContain('>dense</text>');
});

test('an empty drawing has nothing to save', () => {
  expect(hasDrawing()).toBe(true);
  useProject.getState().load(newProject('Empty'), null);
  expect(hasDrawing()).toBe(false);
  expect(currentPicture(options)).toBeNull();
});
