import type { FrameTensor } from '#shared/protocol/frame';
import type { Theme } from '../state/settings-store';
import { type Colormap, SIGN_COLORS } from './colormap';
import { fitTiles, tileCorner, type TileGrid } from './tile-grid';

/** Draws uint8 tiles [n, h, w] as a grid that fills the canvas, each number one sharp square. */
export function drawTiles(
  context: CanvasRenderingContext2D,
  { data, shape }: FrameTensor,
  colors: Colormap,
  gap: number,
): void {
  const [count, height, width] = shape as [number, number, number];
  const { canvas } = context;
  const grid = fitTiles(count, { width, height }, canvas, gap);
  drawTilesAt(context, { count, height, width, levels: data }, colors, grid);
}

export interface Levels {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly levels: ArrayLike<number>;
}

/** Draws tiles where `grid` says. */
export function drawTilesAt(
  context: CanvasRenderingContext2D,
  { count, height, width, levels }: Levels,
  colors: Colormap,
  grid: TileGrid,
): void {
  if (count * height * width === 0) return;
  const atlas = atlasOf(width, count * height);
  const image = atlas.createImageData(width, count * height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[levels[i]!]!;
  atlas.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  for (let i = 0; i < count; i++) {
    const { x, y } = tileCorner(grid, i);
    context.drawImage(atlas.canvas, 0, i * height, width, height, x, y, grid.width, grid.height);
  }
}

/** Draws values as bars about a zero line that is where the values need it. */
export function drawBars(
  context: CanvasRenderingContext2D,
  values: ArrayLike<number>,
  theme: Theme,
  axis: string,
): void {
  const { width, height } = context.canvas;
  const { high, low } = extent(values);
  const zero = Math.round((high / (high - low)) * (height - 1));
  const step = width / values.length;
  const gap = step >= 6 ? Math.max(1, Math.round(step * 0.15)) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value) || value === 0) continue;
    const size = Math.max(1, Math.round((Math.abs(value) / (high - low)) * (height - 1)));
    const left = Math.round(i * step);
    context.fillStyle = value > 0 ? SIGN_COLORS[theme].positive : SIGN_COLORS[theme].negative;
    context.fillRect(
      left,
      value > 0 ? zero - size : zero + 1,
      Math.max(1, Math.round((i + 1) * step) - left - gap),
      size,
    );
  }
  context.fillStyle = axis;
  context.fillRect(0, zero, width, 1);
}

/** Draws shares as a histogram that stands on the lower edge. */
export function drawHistogram(
  context: CanvasRenderingContext2D,
  shares: ArrayLike<number>,
  color: string,
): void {
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
