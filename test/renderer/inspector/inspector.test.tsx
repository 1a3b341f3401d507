import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_GRAPH } from '../../../shared/graph/document';
import { newProject } from '../../../shared/project/create';
import { addNode, connect, createEdge, createNode } from '../../../renderer/state/graph-edits';
import { useProject } from '../../../renderer/state/project-store';
import { useSettings } from '../../../renderer/state/settings-store';
import { TooltipProvider } from '../../../renderer/ui/Tooltip';
import { Inspector } from '../../../renderer/inspector/Inspector';

/** Input 28 × 28 × 1 → conv2d → conv2d_1, with the ids i, a, b. */
function load(): void {
  const at = { x: 0, y: 0 };
  let graph = addNode(EMPTY_GRAPH, { ...createNode(EMPTY_GRAPH, 'Input', at), id: 'i' });
  graph = addNode(graph, { ...createNode(graph, 'Conv2D', at, { filters: 8 }), id: 'a' });
  graph = addNode(graph, { ...createNode(graph, 'Conv2D', at, { filters: 32 }), id: 'b' });
  graph = connect(connect(graph, createEdge('i', 'a')), createEdge('a', 'b'));
  useProject.getState().load({ ...newProject('Test'), graph }, null);
}

const show = () => render(<Inspector />, { wrapper: TooltipProvider });
const nodeOf = (id: string) => useProject.getState().project.graph.nodes.find((node) => node.id === id)!;
const filtersField = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Filters' });
const select = (...ids: string[]) => useProject.getState().select(ids);

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  useSettings.setState({ language: 'en' });
  load();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('a field changes its parameter, and typing is one step of undo', async () => {
  select('a');
  show();
  const field = filtersField();
  await userEvent.clear(field);
  await userEvent.type(field, '12');
  expect(nodeOf('a').params['filters']).toBe(12);
  expect(useProject.getState().past).toHaveLength(1);
  useProject.getState().undo();
  expect(nodeOf('a').params['filters']).toBe(8);
});

test('a wrong value stays in its field with what was expected, and changes nothing', async () => {
  select('a');
  show();
  const field = filtersField();
  await userEvent.clear(field);
  await userEvent.type(field, '0');
  expect(screen.getByRole('alert').textContent).toBe('Expected: a whole number ≥ 1, ≤ 4096');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(nodeOf('a').params['filters']).toBe(8);
  expect(useProject.getState().past).toHaveLength(0);
});

test('several blocks of one type are edited at once, in one step', async () => {
  select('a', 'b');
  show();
  const field = filtersField();
  expect([field.value, field.placeholder]).toEqual(['', 'mixed']);
  await userEvent.type(field, '8');
  expect([nodeOf('a').params['filters'], nodeOf('b').params['filters']]).toEqual([8, 8]);
  useProject.getState().undo();
  expect([nodeOf('a').params['filters'], nodeOf('b').params['filters']]).toEqual([8, 32]);
});

test('the parameter count is the sum of the weights shown', () => {
  select('b');
  show();
  const weights = screen.getByRole('region', { name: 'Where the parameters come from' });
  const rows = within(weights).getAllByRole('row').slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    'kernelGlorot uniform3 · 3 · 8 · 322,304',
    'biasZeros3232',
    'together2,336',
  ]);
});

test('a problem stands at its field with the button that repairs it', async () => {
  useProject.getState().editGraph({ en: '', ko: '' }, (graph) => ({
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.id === 'a' ? { ...node, params: { ...node.params, groups: 3 } } : node,
    ),
  }));
  select('a');
  show();
  expect(screen.getByRole('alert').textContent).toBe(
    '3 groups do not divide 1 channels and 8 filters evenly.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Set groups to 1' }));
  expect(nodeOf('a').params).not.toHaveProperty('groups');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a name that another block has is refused', async () => {
  select('a');
  show();
  const field = screen.getByLabelText('Name of the block');
  await userEvent.clear(field);
  await userEvent.type(field, 'conv2d_1{Enter}');
  expect(screen.getByRole('alert').textContent).toBe('Another block is named conv2d_1.');
  await userEvent.type(field, '0{Enter}');
  expect(nodeOf('a').name).toBe('conv2d_10');
});

test('with nothing selected the summary opens a block', async () => {
  select();
  show();
  await userEvent.click(screen.getByRole('button', { name: 'conv2d_1' }));
  expect([...useProject.getState().selection]).toEqual(['b']);
});
