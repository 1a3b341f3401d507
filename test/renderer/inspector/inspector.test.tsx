import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_GRAPH } from '../../../shared/graph/document';
import { newProject } from '../../../shared/project/create';
import { addNode, connect, createEdge, createNode } from '../../../renderer/state/graph-edits';
import { useProject } from '../../../renderer/state/project-store';
import { useSettings } from '../../../renderer/state/settings-store';
import { TooltipProvider } from '../../../renderer/ui/Tooltip';
import { Inspector } from '../../../renderer/inspector/Inspector';
import { stubResizeObserver } from '../resize-observer';

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
  stubResizeObserver();
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
  expect((await screen.findByRole('alert')).textContent).toBe(
    '3 groups do not divide 1 channels and 8 filters evenly.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Set groups to 1' }));
  expect(nodeOf('a').params).not.toHaveProperty('groups');
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
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
  await userEvent.click(screen.getByRole('button', { name: /^conv2d_1/ }));
  expect([...useProject.getState().selection]).toEqual(['b']);
});

test('an expression is worked out, and told while it is typed', async () => {
  select('a');
  show();
  const field = filtersField();
  await userEvent.clear(field);
  await userEvent.type(field, '4*(2+1)');
  expect(nodeOf('a').params['filters']).toBe(12);
  expect(field.getAttribute('aria-describedby')).toBe(`${field.id}-hint`);
  expect(document.getElementById(`${field.id}-hint`)!.textContent).toMatch(/^= 12 · 1 … 4096/);
  await userEvent.clear(field);
  await userEvent.type(field, '4*(2');
  expect(screen.getByRole('alert').textContent).toBe('A bracket is not closed.');
});

test('arrow keys step, ten times with Shift, and a tenth with Alt', async () => {
  useProject.getState().editGraph({ en: '', ko: '' }, (graph) => {
    const drop = { ...createNode(graph, 'Dropout', { x: 0, y: 0 }, { rate: 0.5 }), id: 'd' };
    return addNode(graph, drop);
  });
  select('d');
  show();
  const field = screen.getByRole('textbox', { name: 'Rate' });
  await userEvent.type(field, '{ArrowUp}');
  expect(nodeOf('d').params['rate']).toBeCloseTo(0.55);
  await userEvent.type(field, '{Alt>}{ArrowDown}{/Alt}');
  expect(nodeOf('d').params['rate']).toBeCloseTo(0.545);
  await userEvent.type(field, '{Shift>}{ArrowDown}{/Shift}');
  expect(nodeOf('d').params['rate']).toBeCloseTo(0.045);
});

test('a field that was changed can be reset to its default', async () => {
  select('b');
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Reset Filters' }));
  expect(nodeOf('b').params).not.toHaveProperty('filters');
  expect(screen.queryByRole('button', { name: 'Reset Filters' })).toBeNull();
});

test('blocks of several types are edited by what they have in common, in one step', async () => {
  useProject.getState().editGraph({ en: '', ko: '' }, (graph) => {
    const dense = { ...createNode(graph, 'Dense', { x: 0, y: 0 }), id: 'd' };
    return addNode(graph, dense);
  });
  const steps = useProject.getState().past.length;
  select('a', 'd');
  show();
  expect(screen.queryByRole('textbox', { name: 'Filters' })).toBeNull();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Activation' }), 'tanh');
  expect([nodeOf('a').params['activation'], nodeOf('d').params['activation']]).toEqual(['tanh', 'tanh']);
  expect(useProject.getState().past).toHaveLength(steps + 1);
});

test('freezing several blocks says when only some are frozen', async () => {
  useProject.getState().editGraph({ en: '', ko: '' }, (graph) => ({
    ...graph,
    nodes: graph.nodes.map((node) => (node.id === 'a' ? { ...node, trainable: false } : node)),
  }));
  select('a', 'b');
  show();
  const toggle = screen.getByRole('switch', { name: 'Frozen' });
  expect(toggle.parentElement!.textContent).toBe('mixed');
  await userEvent.click(toggle);
  expect([nodeOf('a').trainable, nodeOf('b').trainable]).toEqual([false, false]);
});

test('a long form is searched by label, by Keras name and in either language', () => {
  select('a');
  show();
  const search = screen.getByRole('searchbox', { name: 'Search the parameters' });
  const found = (value: string) => {
    fireEvent.change(search, { target: { value } });
    return [...document.querySelectorAll('label')].map(({ textContent }) => textContent);
  };
  expect(found('dilation')).toEqual(['Dilation rate']);
  expect(found('kernel_size')).toEqual(['Kernel size']);
  expect(found('필터')).toEqual(['Filters']);
  expect(found('xyz')).toEqual([]);
  expect(screen.getByText('No parameter is named like this.')).toBeTruthy();
});
