import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapToGuides } from '../../../renderer/canvas/guides';
import type { Rect } from '../../../renderer/state/block-place';

const rect = (x: number, y: number, width = 192, height = 144): Rect => ({ x, y, width, height });
const snap = (box: Rect, others: readonly Rect[], reach = 8) =>
  snapToGuides(box, others, { reach, grid: 16, corner: { x: box.x, y: box.y } });

describe('what is dragged comes to rest', () => {
  test('on the grid where nothing is near', () => {
    expect(snap(rect(101, 1001), [rect(-900, -900)])).toMatchObject({ dx: -5, dy: 7, guides: [], gaps: [] });
  });

  test('at the same height as another, though that is off the grid', () => {
    const { dx, dy, guides } = snap(rect(608, 45), [rect(100, 50)]);
    expect([dx, dy]).toEqual([0, 5]);
    expect(guides).toEqual([{ axis: 'y', at: 122, from: 100, to: 800 }]);
  });

  test('at edges and middles of what has another size', () => {
    const note = rect(0, 400, 100, 50);
    expect(snap(rect(-3, 0), [note])).toMatchObject({ dx: 3, guides: [{ axis: 'x', at: 0 }] });
    expect(snap(rect(-50, 0), [note])).toMatchObject({ dx: 4, guides: [{ axis: 'x', at: 50 }] });
    expect(snap(rect(-90, 0), [note])).toMatchObject({ dx: -2, guides: [{ axis: 'x', at: 100 }] });
  });

  test('in the middle between two neighbours', () => {
    const row = [rect(0, 0), rect(700, 0)];
    const { dx, gaps } = snap(rect(347, 0), row);
    expect(347 + dx).toBe(350);
    expect(gaps).toEqual([
      { axis: 'x', from: 192, to: 350, at: 72 },
      { axis: 'x', from: 542, to: 700, at: 72 },
    ]);
  });

  test('as far behind a neighbour as that is behind the next', () => {
    const row = [rect(0, 0), rect(282, 0)];
    expect(snap(rect(560, 3), row)).toMatchObject({ dx: 4, dy: -3 });
    const column = [rect(0, 0), rect(0, 200)];
    expect(snap(rect(1, -203), column)).toMatchObject({
      dx: -1,
      dy: 3,
      gaps: [
        { axis: 'y', from: -56, to: 0 },
        { axis: 'y', from: 144, to: 200 },
      ],
    });
  });
});

test('never farther than the reach or half a step of the grid', () => {
  const place = fc.integer({ min: -500, max: 500 });
  const size = fc.integer({ min: 40, max: 300 });
  const boxes = fc.record({ x: place, y: place, width: size, height: size });
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 6 }), (box, others) => {
      const { dx, dy, guides } = snap(box, others);
      expect(Math.max(Math.abs(dx), Math.abs(dy))).toBeLessThanOrEqual(8);
      for (const { from, to } of guides) expect(to).toBeGreaterThan(from);
    }),
  );
});
