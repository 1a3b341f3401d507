import { expect, test } from 'vitest';
import { dragOfView, onOverview, overviewPlace } from '../../../renderer/canvas/overview-place';

const size = { width: 150, height: 96 };
const items = [
  { x: -200, y: 0, width: 192, height: 144 },
  { x: 4000, y: 900, width: 192, height: 144 },
];

test.each([
  ['within the drawing', { x: 0, y: 0, width: 800, height: 600 }],
  ['far out of it', { x: -9000, y: 400, width: 800, height: 600 }],
])('the drawing and what is seen, %s, lie within the overview', (_, seen) => {
  const place = overviewPlace(items, seen, size);
  for (const rect of [...items, seen]) {
    const { x, y, width, height } = onOverview(rect, place);
    expect([x >= 0, y >= 0, x + width <= size.width, y + height <= size.height]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  }
});

test('what is seen follows a hand that drags it', () => {
  const seen = { x: 0, y: 0, width: 800, height: 600 };
  const place = overviewPlace(items, seen, size);
  const zoom = 0.5;
  const by = dragOfView({ x: 3, y: -2 }, place, zoom);
  const moved = { ...seen, x: seen.x - by.x / zoom, y: seen.y - by.y / zoom };
  const [before, after] = [onOverview(seen, place), onOverview(moved, place)];
  expect([after.x - before.x, after.y - before.y]).toEqual([expect.closeTo(3), expect.closeTo(-2)]);
});
