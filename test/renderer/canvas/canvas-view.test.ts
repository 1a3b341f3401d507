import { expect, test } from 'vitest';
import { broughtIn, fitted } from '../../../renderer/canvas/view-places';

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

test.each([
  ['below the view', { x: 100, y: 700 }, { x: 0, y: 0 }],
  ['under the overview', { x: 790, y: 440 }, { x: 0, y: 0 }],
  ['right of the view', { x: 1200, y: 430 }, { x: 0, y: 0 }],
  ['far away', { x: -900, y: 2000 }, { x: 40, y: -30 }],
])('a block %s is brought in, and not under the overview', (_, at, from) => {
  const rect = { ...at, width: 192, height: 144 };
  const { x, y, zoom } = broughtIn(rect, { ...from, zoom: 1 }, view, { hasOverview: true });
  expect(zoom).toBe(1);
  const [left, top] = [rect.x + x, rect.y + y];
  expect(left).toBeGreaterThanOrEqual(0);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(left + 192).toBeLessThanOrEqual(view.width);
  expect(top + 144).toBeLessThanOrEqual(view.height);
  expect(left + 192 <= view.width - 150 || top + 144 <= view.height - 96).toBe(true);
});

test('what is in view moves nothing, and only the overview is in the way of what lies under it', () => {
  const still = { x: 0, y: 0, zoom: 1 };
  expect(broughtIn({ x: 100, y: 100, width: 192, height: 144 }, still, view, { hasOverview: true })).toEqual(
    still,
  );
  const corner = { x: 780, y: 390, width: 192, height: 144 };
  expect(broughtIn(corner, still, view)).toEqual(still);
  expect(broughtIn(corner, still, view, { hasOverview: true })).not.toEqual(still);
});

test('what finds no room beside the overview is brought into view all the same', () => {
  const large = { x: 2000, y: 0, width: 950, height: 500 };
  const { x, y } = broughtIn(large, { x: 0, y: 0, zoom: 1 }, view, { hasOverview: true });
  expect([large.x + x, large.y + y]).toEqual([view.width - 16 - 950, 16]);
});
