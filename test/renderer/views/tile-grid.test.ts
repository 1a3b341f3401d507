import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitTiles, flowTiles, tileCorner, type TileGrid } from '../../../renderer/views/tile-grid';

const count = fc.integer({ min: 1, max: 300 });
const tile = fc.record({
  width: fc.integer({ min: 1, max: 64 }),
  height: fc.integer({ min: 1, max: 64 }),
});

/** Whether two tiles of a grid share a pixel, or one leaves the box. */
function isWrong(grid: TileGrid, tiles: number, box: { width: number; height: number }): boolean {
  const corners = Array.from({ length: tiles }, (_, i) => tileCorner(grid, i));
  const places = new Set(corners.map(({ x, y }) => `${x} ${y}`));
  return (
    places.size < tiles ||
    corners.some(
      ({ x, y }) => x < 0 || y < 0 || x + grid.width > box.width + 1 || y + grid.height > box.height + 1,
    )
  );
}

describe('a grid that fills a box', () => {
  test('holds every tile apart from the others, however many there are', () => {
    fc.assert(
      fc.property(count, tile, (n, size) => {
        const box = { width: 400, height: 160 };
        const grid = fitTiles(n, size, box);
        // So flat or narrow that a tile is thinner than a pixel: then it takes one.
        fc.pre(grid.width > 1 && grid.height > 1);
        expect(isWrong(grid, n, box)).toBe(false);
      }),
    );
  });

  test('makes the tiles as large as they can be', () => {
    const { columns, rows, width, height } = fitTiles(4, { width: 1, height: 1 }, { width: 83, height: 30 });
    expect({ columns, rows, width, height }).toEqual({ columns: 4, rows: 1, width: 20, height: 20 });
  });
});

describe('a grid of given width', () => {
  test('keeps every tile within it', () => {
    fc.assert(
      fc.property(count, tile, fc.integer({ min: 240, max: 560 }), (n, size, width) => {
        const grid = flowTiles(n, size, width);
        expect(isWrong(grid, n, grid.used)).toBe(false);
      }),
    );
  });

  test('shows few tiles large and many small', () => {
    const side = (n: number) => flowTiles(n, { width: 3, height: 3 }, 296).width;
    expect([side(8), side(32), side(256)]).toEqual([69, 32, 21]);
  });
});
