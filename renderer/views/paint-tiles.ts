import type { LiveFrame } from '../state/live-store';
import type { Theme } from '../state/settings-store';
import { colormap, type ColormapName } from './colormap';
import { drawTiles } from './draw';
import { filterPicture, levelsOf } from './numbers';
import { themeColor } from './theme-color';
import { type TileGrid, tileCorner } from './tile-grid';
import type { PaintContext } from './show-painted';

/** Draws the tiles of an `inspect` frame; empty ones while there is none. At most `count`. Tells whether there was something to draw. */
export function paintTiles(
  context: PaintContext,
  frame: LiveFrame | null,
  grid: TileGrid,
  { count, colors, theme }: { readonly count: number; readonly colors: ColormapName; readonly theme: Theme },
): boolean {
  const tiles = frame?.tensors['tiles'];
  if (!tiles) return paintEmpty(context, grid, count);
  const [held, height, width] = tiles.shape as [number, number, number];
  const shown = { count: Math.min(count, held), height, width, levels: tiles.data, depth: 1 as const };
  drawTiles(context, shown, colormap(colors, theme), grid);
  return true;
}

/** Draws filters of three input channels, each from −m to m over all three, as red, green and blue. */
export function paintRgbFilters(
  context: PaintContext,
  frame: LiveFrame | null,
  grid: TileGrid,
  count: number,
): boolean {
  if (!frame) return paintEmpty(context, grid, count);
  for (let index = 0; index < count; index++) {
    const picture = filterPicture(frame, index, 'rgb');
    if (!picture) return true;
    const corner = tileCorner(grid, index);
    const place = { ...grid, left: corner.x, top: corner.y };
    drawTiles(context, { ...picture, count: 1, levels: levelsOf(picture) }, colormap('grey', 'light'), place);
  }
  return true;
}

function paintEmpty(context: PaintContext, grid: TileGrid, count: number): false {
  context.fillStyle = themeColor('hover');
  for (let i = 0; i < count; i++) {
    const { x, y } = tileCorner(grid, i);
    context.fillRect(x, y, grid.width, grid.height);
  }
  return false;
}
