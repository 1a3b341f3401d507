import type { Theme } from '../state/settings-store';
import { type Colormap, rgb, SIGN_COLORS } from './colormap';
import { tileCorner, type TileGrid } from './tile-grid';
import type { PaintContext } from './show-painted';

/** Tiles of one size, one after the other; row by row. */
export interface Tiles {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** One level for each cell, or one for red, green and blue each. */
  readonly levels: ArrayLike<number>;
  readonly depth: 1 | 3;
}

/** Draws each tile where `grid` says, in the canvas's own pixels; each number one sharp square. */
export function drawTiles(
  context: PaintContext,
  { count, height, width, levels, depth }: Tiles,
  colors: Colormap,
  grid: TileGrid,
): void {
  if (count * height * width === 0) return;
  const atlas = atlasOf(width, count * height);
  const image = atlas.createImageData(width, count * height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] =
      depth === 1 ? colors[levels[i]!]! : rgb(levels[i * 3]!, levels[i * 3 + 1]!, levels[i * 3 + 2]!);
  atlas.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  for (let i = 0; i < count; i++) {
    const { x, y } = tileCorner(grid, i);
    const [left, top] = [Math.round(x), Math.round(y)];
    const [right, bottom] = [Math.round(x + grid.width), Math.round(y + grid.height)];
    context.drawImage(atlas.canvas, 0, i * height, width, height, left, top, right - left, bottom - top);
  }
}

interface Bars {
  readonly values: ArrayLike<number>;
  /** What the height stands for; zero lies within. */
  readonly high: number;
  readonly low: number;
  /** The part of the canvas. */
  readonly top: number;
  readonly height: number;
  /** Width of one bar with its gap. */
  readonly step: number;
}

/** Draws values as bars about a line at zero. */
export function drawBars(context: PaintContext, bars: Bars, theme: Theme, axis: string): void {
  const { values, high, low, top, height, step } = bars;
  const zero = top + Math.round((high / (high - low)) * (height - 1));
  const gap = step >= 5 ? Math.max(1, Math.round(step * 0.15)) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value) || value === 0) continue;
    const size = Math.max(1, Math.round((Math.abs(value) / (high - low)) * (height - 1)));
    const left = Math.round(i * step);
    const width = Math.max(1, Math.round((i + 1) * step) - left - gap);
    context.fillStyle = value > 0 ? SIGN_COLORS[theme].positive : SIGN_COLORS[theme].negative;
    context.fillRect(left, value > 0 ? zero - size : zero + 1, width, size);
  }
  context.fillStyle = axis;
  context.fillRect(0, zero, Math.round(values.length * step), 1);
}

/** Draws shares as a histogram that stands on the lower edge of the canvas. */
export function drawHistogram(context: PaintContext, shares: ArrayLike<number>, color: string): void {
  const { width, height } = context.canvas;
  const { high } = extent(shares);
  const step = width / shares.length;
  context.fillStyle = color;
  for (let i = 0; i < shares.length; i++) {
    const size = Math.round((shares[i]! / high) * height);
    const left = Math.round(i * step);
    context.fillRect(left, height - size, Math.round((i + 1) * step) - left, size);
  }
}

/** Highest and lowest number, zero included; never equal. */
export function extent(values: ArrayLike<number>): { readonly high: number; readonly low: number } {
  let [high, low] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value > high) high = value;
    if (value < low) low = value;
  }
  return high > low ? { high, low } : { high: 1, low: 0 };
}

let shared: CanvasRenderingContext2D | null = null;

/** One canvas off screen that all tiles go through, at least so large. */
function atlasOf(width: number, height: number): CanvasRenderingContext2D {
  shared ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  if (shared.canvas.width < width) shared.canvas.width = width;
  if (shared.canvas.height < height) shared.canvas.height = height;
  return shared;
}
