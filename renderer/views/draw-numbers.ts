import type { Colormap } from './colormap';
import { levelsOf, type Picture } from './numbers';
import { MONO_FONT } from './theme-color';
import type { PaintContext } from './show-painted';

/** A cell narrower than so many CSS pixels has no room for its number. */
const LEAST_CELL = 30;

/** Writes each number into its cell, where there is room for all of them. */
export function drawCellNumbers(
  context: PaintContext,
  picture: Picture,
  colors: Colormap,
  ratio: number,
): void {
  const { width, height, depth, values } = picture;
  const cell = { width: context.canvas.width / width, height: context.canvas.height / height };
  if (depth !== 1 || Math.min(cell.width, cell.height) < LEAST_CELL * ratio) return;
  const levels = levelsOf(picture);
  const size = Math.min(13 * ratio, cell.width / 3.2);
  context.font = `${Math.round(size)}px ${MONO_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let i = 0; i < values.length; i++) {
    context.fillStyle = isLight(colors[levels[i]!]!) ? '#000000' : '#ffffff';
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5];
    context.fillText(formatCell(values[i]!), x * cell.width, y * cell.height);
  }
}

/** Whether black is the better colour for text on it (relative luminance, WCAG 2.2). */
function isLight(color: number): boolean {
  const linear = [color & 255, (color >> 8) & 255, (color >> 16) & 255].map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179;
}

/** At most five characters: `0.12`, `-3.40`, `-12.3`, `123`. */
function formatCell(value: number): string {
  const size = Math.abs(value);
  const digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}
