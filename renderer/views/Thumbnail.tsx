import { useCallback } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { LAYERS } from '#shared/layers/table';
import type { FrameTensor } from '#shared/protocol/frame';
import { useText } from '../i18n/use-text';
import type { LiveFrame } from '../state/live-store';
import { useLayerBehind } from '../state/use-layer-behind';
import { type Theme, useSettings } from '../state/settings-store';
import { type Colormap, colormap, type ColormapName } from './colormap';
import { drawBars, drawHistogram, drawTiles, extent } from './draw';
import { LivePicture, type Paint } from './LivePicture';
import { themeColor } from './theme-color';
import { fitTiles } from './tile-grid';

interface ThumbnailProps {
  readonly nodeId: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * The live picture on a block: its filters, feature maps or activations as the engine sent them last. It is drawn past React, and
 * only when the numbers of this very block changed.
 */
export function Thumbnail({ nodeId, width, height }: ThumbnailProps) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const { name, id, type } = useLayerBehind(nodeId);

  const paint = useCallback<Paint>(
    (context, frame) => {
      const tensor = frame?.tensors[id];
      drawTensor(context, tensor, type, theme);
      context.canvas.dataset['state'] = tensor ? 'drawn' : 'empty';
    },
    [id, type, theme],
  );
  const isNew = useCallback(
    (frame: LiveFrame | null, drawn: LiveFrame | null) =>
      !sameNumbers(frame?.tensors[id], drawn?.tensors[id]),
    [id],
  );

  return (
    <LivePicture
      stream="thumbnails"
      label={`${t(KIND_NAMES[LAYERS[type]?.view ?? 'none'])}: ${name}`}
      width={width}
      height={height}
      paint={paint}
      isNew={isNew}
      // While the drawing cannot be compiled the last picture stays, of a network that is no longer drawn.
      className="block group-data-[stale=true]/canvas:opacity-40"
      leastRatio={2} // stays sharp when the drawing is zoomed in
    />
  );
}

const KIND_NAMES = {
  filters: { en: 'Filters', ko: '필터' },
  maps: { en: 'Feature maps', ko: '특징 맵' },
  bars: { en: 'Activations', ko: '활성값' },
  histogram: { en: 'Histogram of activations', ko: '활성값 히스토그램' },
  none: { en: 'Preview', ko: '미리 보기' },
} as const satisfies Record<string, Localized>;

function sameNumbers(a: FrameTensor | undefined, b: FrameTensor | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.dtype !== b.dtype || a.data.length !== b.data.length) return false;
  if (a.shape.some((n, i) => n !== b.shape[i])) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}

function drawTensor(
  context: CanvasRenderingContext2D,
  tensor: FrameTensor | undefined,
  type: string,
  theme: Theme,
): void {
  if (!tensor || tensor.data.length === 0) drawPlaceholder(context);
  else if (tensor.dtype === 'uint8') drawGrid(context, tensor, colormap(mapOf(type), theme));
  else if (LAYERS[type]?.view === 'histogram') drawHistogram(context, tensor.data, themeColor('muted'));
  else {
    const { width, height } = context.canvas;
    const values = tensor.data;
    const bars = { values, ...extent(values), top: 0, height, step: width / values.length };
    drawBars(context, bars, theme, themeColor('muted'));
  }
}

/** Tiles as large as the canvas allows. */
function drawGrid(context: CanvasRenderingContext2D, { data, shape }: FrameTensor, colors: Colormap): void {
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
function drawPlaceholder(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  const side = Math.round(Math.min(height * 0.35, width / 6));
  const gap = Math.round(side / 3);
  const left = Math.round((width - 3 * side - 2 * gap) / 2);
  context.fillStyle = themeColor('hover');
  for (let i = 0; i < 3; i++) {
    context.fillRect(left + i * (side + gap), Math.round((height - side) / 2), side, side);
  }
}
