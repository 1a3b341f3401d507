import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Entry = Pick<IntersectionObserverEntry, 'target' | 'isIntersecting'>;

/** What the browser looks at, and how it tells what it sees. */
const observed = new Set<Element>();
let tell: (entries: Entry[]) => void = () => {};

beforeEach(() => {
  vi.resetModules();
  observed.clear();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: typeof tell) {
        tell = callback;
      }
      observe = (element: Element) => void observed.add(element);
      unobserve = (element: Element) => void observed.delete(element);
      disconnect = () => observed.clear();
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const load = () => import('../../../renderer/views/watch-seen');

test('tells of an element until that ends', async () => {
  const { watchSeen } = await load();
  const [element, told] = [document.createElement('div'), vi.fn<(isSeen: boolean) => void>()];
  const end = watchSeen(element, told);
  expect([...observed]).toEqual([element]);
  tell([{ target: element, isIntersecting: true }]);
  expect(told.mock.calls).toEqual([[true]]);
  end();
  expect(observed.size).toBe(0);
  tell([{ target: element, isIntersecting: false }]);
  expect(told).toHaveBeenCalledOnce();
});

test('held, nothing is looked at; afterwards all is that has not ended', async () => {
  const { followSeen, holdSeen, watchSeen } = await load();
  const [before, during, ended] = ['a', 'b', 'p'].map((name) => document.createElement(name));
  watchSeen(before!, vi.fn<(isSeen: boolean) => void>());
  const end = watchSeen(ended!, vi.fn<(isSeen: boolean) => void>());
  holdSeen();
  watchSeen(during!, vi.fn<(isSeen: boolean) => void>());
  end();
  expect(observed.size).toBe(0);
  followSeen();
  expect([...observed]).toEqual([before, during]);
});
