/** Where tiles lie in a box, all numbers in the box's own units. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  /** Size of one tile. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  /** Upper left corner of the first tile. */
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The grid in which `count` tiles of one aspect are as large as the box allows; centred, in whole pixels. */
export function fitTiles(count: number, tile: Size, box: Size, gap = 1): TileGrid {
  let best = { columns: 1, scale: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const scale = Math.min(
      (box.width - gap * (columns - 1)) / (columns * tile.width),
      (box.height - gap * (rows - 1)) / (rows * tile.height),
    );
    if (scale > best.scale) best = { columns, scale };
  }
  const { columns } = best;
  const rows = Math.ceil(count / columns);
  const width = Math.max(1, Math.floor(tile.width * best.scale));
  const height = Math.max(1, Math.floor(tile.height * best.scale));
  const used = { width: columns * (width + gap) - gap, height: rows * (height + gap) - gap };
  return {
    columns,
    rows,
    width,
    height,
    gap,
    left: Math.max(0, Math.floor((box.width - used.width) / 2)),
    top: Math.max(0, Math.floor((box.height - used.height) / 2)),
  };
}

/** Upper left corner of tile `index`. */
export const tileCorner = (grid: TileGrid, index: number): { readonly x: number; readonly y: number } => ({
  x: grid.left + (index % grid.columns) * (grid.width + grid.gap),
  y: grid.top + Math.floor(index / grid.columns) * (grid.height + grid.gap),
});

/** A grid in canvas pixels instead of CSS pixels. */
export const scaleGrid = (grid: TileGrid, ratio: number): TileGrid => ({
  ...grid,
  width: grid.width * ratio,
  height: grid.height * ratio,
  gap: grid.gap * ratio,
  left: grid.left * ratio,
  top: grid.top * ratio,
});

/** Longest sides of tiles to choose from, in CSS pixels. */
const SIDES = [72, 60, 48, 40, 32, 26, 20];
const PICKER_GAP = 5;
/** Smaller tiles rather than more rows than fit in so much. */
const WISHED_HEIGHT = 190;

/** A grid of the given width, as high as it needs to be: small numbers of tiles are large, large numbers small. */
export function flowTiles(count: number, tile: Size, width: number): TileGrid & { readonly used: Size } {
  const aspect = tile.height / tile.width;
  const grids = SIDES.map((side) => {
    const wished = Math.max(8, aspect > 1 ? side / aspect : side);
    const columns = Math.max(1, Math.floor(width / (wished + PICKER_GAP)));
    // The columns share what is left over.
    const room = Math.floor(width / columns) - PICKER_GAP;
    const size = Math.round(Math.min(room, count < columns ? wished : room));
    const height = Math.max(8, Math.round(size * aspect));
    const rows = Math.ceil(count / columns);
    return {
      width: size,
      height,
      columns,
      rows,
      gap: PICKER_GAP,
      left: PICKER_GAP / 2,
      top: PICKER_GAP / 2,
      used: { width, height: rows * (height + PICKER_GAP) },
    };
  });
  return grids.find(({ used }) => used.height <= WISHED_HEIGHT) ?? grids.at(-1)!;
}
