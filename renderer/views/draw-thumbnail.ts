import { LAYERS } from '#shared/layers/table';
import type { FrameTensor } from '#shared/protocol/frame';
import type { Theme } from '../state/settings-store';
import { type Colormap, colormap, type ColormapName } from './colormap';
import { drawBars, drawHistogram, drawTiles, extent } from './draw';
import { fitTiles } from './tile-grid';
import type { PaintContext } from './show-painted';

interface ThumbnailLook {
  /** Of the layer. */
  readonly type: string;
  readonly theme: Theme;
  readonly inks: { readonly muted: string; readonly hover: string };
}

/** Draws a layer's numbers as its definition's `view` says, over the whole canvas; quiet empty tiles where there are none. */
export function drawThumbnail(
  context: PaintContext,
  tensor: FrameTensor | undefined,
  { type, theme, inks }: ThumbnailLook,
): void {
  if (!tensor || tensor.data.length === 0) drawPlaceholder(context, inks.hover);
  else if (tensor.dtype === 'uint8') drawGrid(context, tensor, colormap(mapOf(type), theme));
  else if (LAYERS[type]?.view === 'histogram') drawHistogram(context, tensor.data, inks.muted);
  else {
    const { width, height } = context.canvas;
    const values = tensor.data;
    const bars = { values, ...extent(values), top: 0, height, step: width / values.length };
    drawBars(context, bars, theme, inks.muted);
  }
}

/** Tiles as large as the canvas allows. */
function drawGrid(context: PaintContext, { data, shape }: FrameTensor, colors: Colormap): void {
  const [count, height, width] = shape as [number, number, number];
  const grid = fitTiles(count, { width, height }, context.canvas, TILE_GAP);
  drawTiles(context, { count, height, width, levels: data, depth: 1 }, colors, grid);
}

/** Device pixels between tiles. */
const TILE_GAP = 5;

/** Weights about zero, samples as the images they are, everything else by brightness. */
function mapOf(type: string): ColormapName {
  if (type === 'Input') return 'grey';
  return LAYERS[type]?.view === 'filters' ? 'diverging' : 'viridis';
}

/** A quiet row of empty tiles. */
function drawPlaceholder(context: PaintContext, color: string): void {
  const { width, height } = context.canvas;
  const side = Math.round(Math.min(height * 0.35, width / 6));
  const gap = Math.round(side / 3);
  const left = Math.round((width - 3 * side - 2 * gap) / 2);
  context.fillStyle = color;
  for (let i = 0; i < 3; i++) {
    context.fillRect(left + i * (side + gap), Math.round((height - side) / 2), side, side);
  }
}
