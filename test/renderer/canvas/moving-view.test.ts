import type { useStoreApi } from '@xyflow/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useInteraction } from '../../../renderer/canvas/interaction-store';
import { lift } from '../../../renderer/canvas/lift';
import {
  isViewMoving,
  keepView,
  MOVING_VIEW,
  onView,
  onViewRest,
  onViewStart,
  viewNow,
} from '../../../renderer/canvas/moving-view';

const ended = vi.hoisted(() => vi.fn<() => void>());
vi.mock('../../../renderer/canvas/lift', () => ({ lift: vi.fn<() => () => void>(() => ended) }));

let page: HTMLElement;
let state: {
  transform: number[];
  connection: { inProgress: boolean };
  userSelectionActive: boolean;
  domNode: HTMLElement;
};
let leave: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div><div class="react-flow__viewport"></div></div>';
  page = document.querySelector<HTMLElement>('.react-flow__viewport')!;
  const domNode = document.querySelector<HTMLElement>('div')!;
  state = { transform: [0, 0, 1], connection: { inProgress: false }, userSelectionActive: false, domNode };
  const flow = { getState: () => state, setState: (part: object) => Object.assign(state, part) };
  leave = keepView(flow as unknown as ReturnType<typeof useStoreApi>);
});
afterEach(() => {
  leave();
  useInteraction.setState({ moved: null });
  vi.useRealTimers();
});

const move = (x: number, zoom = 1) => MOVING_VIEW.onViewportChange({ x, y: 0, zoom });

test('while it moves only the picture is moved; what belongs to the page follows when it rests', () => {
  const seen: number[] = [];
  const begun: string[] = [];
  const end = onView(() => seen.push(viewNow().x));
  const endStart = onViewStart(() => begun.push(page.style.transform));
  move(10);
  move(20, 0.5);
  // Once, and before anything has moved.
  expect(begun).toEqual(['']);
  endStart();
  expect(seen).toEqual([10, 20]);
  expect(page.style.transform).toBe('translate(20px,0px) scale(0.5)');
  expect([page.style.willChange, state.transform, isViewMoving()]).toEqual(['transform', [0, 0, 1], true]);
  vi.advanceTimersByTime(200);
  expect([page.style.willChange, state.transform, isViewMoving()]).toEqual(['', [20, 0, 0.5], false]);
  end();
  move(30);
  expect(seen).toEqual([10, 20]);
});

test('it is lifted as long as it moves', () => {
  vi.mocked(lift).mockClear();
  ended.mockClear();
  move(10);
  move(20);
  expect(lift).toHaveBeenCalledExactlyOnceWith(page, 'transform');
  expect(ended).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(ended).toHaveBeenCalledOnce();
});

test('it moves by whole pixels of the screen', () => {
  vi.stubGlobal('devicePixelRatio', 2);
  const rested = vi.fn<() => void>();
  const end = onViewRest(rested);
  move(10.3);
  expect([viewNow().x, page.style.transform]).toEqual([10.5, 'translate(10.5px,0px) scale(1)']);
  // What is only moved stays as sharp as it is drawn.
  expect(page.style.willChange).toBe('');
  expect(rested).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(rested).toHaveBeenCalledOnce();
  expect(state.transform).toEqual([10.5, 0, 1]);
  end();
  vi.unstubAllGlobals();
});

test('a hand that moves the view is over no other part of the window', () => {
  const elsewhere = vi.fn<() => void>();
  document.addEventListener('pointermove', elsewhere);
  const pull = (buttons: number) =>
    document.body.dispatchEvent(new PointerEvent('pointermove', { buttons, bubbles: true }));
  pull(4);
  expect(elsewhere).toHaveBeenCalledTimes(1);
  move(10);
  pull(4);
  expect(elsewhere).toHaveBeenCalledTimes(1);
  pull(0);
  expect(elsewhere).toHaveBeenCalledTimes(2);
  document.removeEventListener('pointermove', elsewhere);
});

test.each(['pointerdown', 'keydown'])('a %s meets the drawing where it is seen', (event) => {
  move(10);
  globalThis.dispatchEvent(new Event(event));
  expect([state.transform, isViewMoving()]).toEqual([[10, 0, 1], false]);
});

test('a view that goes on moving is followed every two and a half seconds', () => {
  const followed = new Set<number>();
  for (let x = 1; x <= 400; x++) {
    move(x);
    vi.advanceTimersByTime(16);
    followed.add(state.transform[0]!);
  }
  expect(isViewMoving()).toBe(true);
  expect(followed.size).toBeGreaterThanOrEqual(2);
  expect(followed.size).toBeLessThanOrEqual(4);
});

test.each([
  ['a wire', () => Object.assign(state, { connection: { inProgress: true } })],
  ['a box', () => Object.assign(state, { userSelectionActive: true })],
  ['a block', () => useInteraction.setState({ moved: new Map([['dense', { x: 0, y: 0 }]]) })],
])('with %s in hand it is followed at once', (_, take) => {
  const begun = vi.fn<() => void>();
  const end = onViewStart(begun);
  take();
  move(10);
  end();
  expect(begun).not.toHaveBeenCalled();
  expect([state.transform, page.style.willChange]).toEqual([[10, 0, 1], '']);
});

test('a canvas that goes leaves nothing in motion', () => {
  move(10);
  leave();
  expect([state.transform, isViewMoving()]).toEqual([[10, 0, 1], false]);
});
