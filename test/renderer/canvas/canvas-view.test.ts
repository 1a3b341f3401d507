import { expect, test } from 'vitest';
import { fitted } from '../../../renderer/canvas/use-canvas-view';

const view = { width: 1000, height: 600 };
/** Blocks in rows, as many beside each other. */
const rows = (count: number, beside: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `b${i}`,
    position: { x: (i % beside) * 272, y: Math.floor(i / beside) * 192 },
  }));
const lowerRight = (items: ReturnType<typeof rows>, { x, y, zoom }: ReturnType<typeof fitted>) =>
  items.map(({ position }) => ({
    right: (position.x + 192) * zoom + x,
    bottom: (position.y + 144) * zoom + y,
  }));

test.each([
  [12, 12],
  [20, 5],
  [40, 8],
  [9, 3],
])('%i blocks, %i beside each other, are in view and none under the overview', (count, beside) => {
  const items = rows(count, beside);
  const corners = lowerRight(items, fitted(items, view, true));
  for (const { right, bottom } of corners) {
    expect(right).toBeLessThanOrEqual(view.width);
    expect(bottom).toBeLessThanOrEqual(view.height);
    expect(right <= view.width - 150 || bottom <= view.height - 96).toBe(true);
  }
});

test('without an overview a drawing is as large as can be', () => {
  const items = rows(20, 5);
  expect(fitted(items, view, false).zoom).toBeGreaterThan(fitted(items, view, true).zoom);
});

test('a drawing that only just fits at the least zoom is in view all the same', () => {
  const items = rows(300, 20);
  const small = { width: 686, height: 403 };
  const shown = fitted(items, small, true);
  expect(shown.y).toBeGreaterThanOrEqual(0);
  for (const { right, bottom } of lowerRight(items, shown))
    expect([right <= small.width, bottom <= small.height]).toEqual([true, true]);
});
