import { useCallback } from 'react';
import type { FrameTensor } from '#shared/protocol/frame';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { useSettings } from '../state/settings-store';
import { colormap } from './colormap';
import { drawBars, drawTiles, extent } from './draw';
import { LivePicture, type Paint } from './LivePicture';
import { levelsOf } from './numbers';
import { MONO_FONT, themeColor } from './theme-color';
import { fitTiles } from './tile-grid';
import type { PaintContext } from './show-painted';

/** So many numbers are written out; more are drawn. */
const MOST_WRITTEN = 4;

/** The chosen sample as the engine has it, or what a network makes of it that learns its input: an image as it is, a few numbers in figures, many as bars. `size` in CSS pixels. */
export function SamplePicture({ size, of = 'input' }: { size: number; of?: keyof typeof LABELS }) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const paint = useCallback<Paint>(
    (context, frame, ratio) => {
      const input = frame?.tensors[of];
      if (!input) return false;
      if (input.shape.length === 3) drawImage(context, input);
      else if (input.data.length <= MOST_WRITTEN) writeNumbers(context, input.data, ratio);
      else {
        const { width, height } = context.canvas;
        const values = input.data;
        const bars = { values, ...extent(values), top: 0, height, step: width / values.length };
        drawBars(context, bars, theme, themeColor('muted'));
      }
      return true;
    },
    [of, theme],
  );
  return (
    <LivePicture
      stream="prediction"
      label={t(LABELS[of])}
      className="block rounded-sm bg-hover"
      width={size}
      height={size}
      paint={paint}
    />
  );
}

const LABELS = {
  input: { en: 'The sample', ko: '샘플' },
  reconstruction: { en: 'What the network makes of it', ko: '신경망이 되살린 샘플' },
} as const;

/** One or three channels; of any other number the first. Bytes as they are, other numbers from their lowest to their highest. */
function drawImage(context: PaintContext, { data, dtype, shape }: FrameTensor): void {
  const [height, width, channels] = shape as [number, number, number];
  const depth = channels === 3 ? 3 : 1;
  const shown = channels === depth ? data : data.filter((_, i) => i % channels === 0);
  const levels =
    dtype === 'uint8' ? shown : levelsOf({ ...rangeOf(shown), values: Float32Array.from(shown) });
  const grid = fitTiles(1, { width, height }, context.canvas);
  drawTiles(context, { count: 1, height, width, depth, levels }, colormap('grey', 'light'), grid);
}

function rangeOf(values: ArrayLike<number>): { readonly low: number; readonly high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return { low, high };
}

function writeNumbers(context: PaintContext, values: ArrayLike<number>, ratio: number): void {
  const { width, height } = context.canvas;
  context.font = `${Math.round(13 * ratio)}px ${MONO_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = themeColor('ink');
  for (let i = 0; i < values.length; i++)
    context.fillText(formatNumber(values[i]!), width / 2, (height * (i + 0.5)) / values.length);
}
