import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useInteraction } from '../../../renderer/canvas/interaction-store';
import { lift } from '../../../renderer/canvas/lift';
import { asSeen, dragTo, endDrag, onDrag, placesNow } from '../../../renderer/canvas/moving-blocks';
import type { Point } from '../../../renderer/state/block-place';
import { useProject } from '../../../renderer/state/project-store';
import { drawing } from '../../fakes/fake-graph';

const ended = vi.hoisted(() => vi.fn<() => void>());
vi.mock('../../../renderer/canvas/lift', () => ({ lift: vi.fn<() => () => void>(() => ended) }));

const graph = drawing('a:Input b:Dense c:Output', 'a>b b>c');
const placeOf = (id: string): Point => graph.nodes.find((node) => node.id === id)!.position;
const beside = (id: string, by: number): [string, Point] => [id, { ...placeOf(id), x: placeOf(id).x + by }];
let domNode: HTMLDivElement;
let transform: [number, number, number];

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(lift).mockClear();
  ended.mockClear();
  useProject.setState(({ project }) => ({ project: { ...project, graph } }));
  document.body.innerHTML = `<div>${['a', 'b', 'c'].map((id) => `<div class="react-flow__node" data-id="${id}"></div>`).join('')}</div>`;
  domNode = document.querySelector('div')!;
  transform = [0, 0, 1];
});
afterEach(() => {
  endDrag();
  vi.useRealTimers();
});

const drag = (by: number, ...ids: string[]) =>
  dragTo(new Map(ids.map((id) => beside(id, by))), { domNode, transform });
const element = (id: string) => document.querySelector<HTMLElement>(`[data-id="${id}"]`)!;
const moved = () => useInteraction.getState().moved;

test('what is dragged moves past the page, which follows when it rests', () => {
  drag(10, 'b', 'c');
  drag(30, 'b', 'c');
  expect([...moved()!]).toEqual([beside('b', 0), beside('c', 0)]);
  expect(['a', 'b', 'c'].map((id) => element(id).style.translate)).toEqual(['', '30px 0px', '30px 0px']);
  expect(vi.mocked(lift).mock.calls).toEqual([
    [element('b'), 'translate'],
    [element('c'), 'translate'],
  ]);
  expect(placesNow()!.get('b')).toEqual(beside('b', 30)[1]);
  expect(asSeen({ id: 'b', position: placeOf('b') }).position).toEqual(beside('b', 30)[1]);
  const other = { id: 'a', position: placeOf('a') };
  expect(asSeen(other)).toBe(other);

  vi.advanceTimersByTime(200);
  expect([...moved()!]).toEqual([beside('b', 30), beside('c', 30)]);
  expect([element('b').style.translate, ended.mock.calls.length]).toEqual(['', 2]);
  drag(35, 'b', 'c');
  expect(element('b').style.translate).toBe('5px 0px');
});

test('the page follows at once where the view moves: what comes into view then lies beside it', () => {
  drag(10, 'b');
  transform = [-40, 0, 1];
  drag(20, 'b');
  expect([...moved()!]).toEqual([beside('b', 20)]);
  expect(element('b').style.translate).toBe('0px 0px');
});

test('let go, it is where it was seen last, and nothing is left behind', () => {
  const seen: (Point | undefined)[] = [];
  const leave = onDrag(() => seen.push(placesNow()?.get('b')));
  drag(10, 'b');
  expect(endDrag()).toEqual(new Map([beside('b', 10)]));
  expect(seen).toEqual([beside('b', 10)[1], undefined]);
  expect([moved(), placesNow(), element('b').style.translate]).toEqual([null, null, '']);
  expect(element('b').hasAttribute('data-lifted')).toBe(false);
  vi.advanceTimersByTime(200);
  expect(moved()).toBeNull();
  leave();
  drag(10, 'b');
  expect(seen).toHaveLength(2);
});

test('a block that is only drawn has nothing to move but its signs', () => {
  element('a').innerHTML = '<div data-tile></div>';
  element('b').innerHTML = '<div data-tile><svg></svg></div>';
  drag(10, 'a', 'b');
  expect([element('a'), element('b')].map(({ style }) => style.translate)).toEqual(['', '10px 0px']);
});
