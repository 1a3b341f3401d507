import { BLOCK } from '../../state/block-place';
import { themeColor } from '../../views/theme-color';
import type { PaintContext } from '../../views/show-painted';

/** The page's font for texts. */
export const FONT = 'ui-sans-serif, system-ui, sans-serif';
const RADIUS = 8;

interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly width: number;
  readonly dash: number[];
}

/** Along the inside of a block's edge. */
export function stroke(context: PaintContext, { x, y, color, width, dash }: Stroke): void {
  outline(context, x, y, -width / 2);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/** Around a block. */
export function ring(context: PaintContext, x: number, y: number, color: string, width: number): void {
  outline(context, x, y, width / 2);
  context.strokeStyle = themeColor(color);
  context.lineWidth = width;
  context.stroke();
}

/** The edge of a block, moved out by so much. */
export function outline(context: PaintContext, x: number, y: number, by: number): void {
  context.beginPath();
  context.roundRect(x - by, y - by, BLOCK.width + 2 * by, BLOCK.height + 2 * by, Math.max(0, RADIUS + by));
}
