import { formatNumber } from '../i18n/format';
import { themeColor } from '../views/theme-color';
import { markOf } from './class-marks';
import type { PaintContext } from '../views/show-painted';

export interface Bounds {
  readonly left: number;
  readonly bottom: number;
  /** The same both ways: a circle looks like one. */
  readonly span: number;
}

/** The smallest square around all points (x, y, x, y …), with a margin. */
export function boundsOf(points: ArrayLike<number>): Bounds {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    low[i % 2] = Math.min(low[i % 2]!, points[i]!);
    high[i % 2] = Math.max(high[i % 2]!, points[i]!);
  }
  if (points.length === 0) return { left: -1, bottom: -1, span: 2 };
  const size = Math.max(high[0]! - low[0]!, high[1]! - low[1]!);
  // Points all but on top of each other: a square that numbers can still tell from a point.
  const least = Math.max(...high.map(Math.abs), ...low.map(Math.abs), 1e-6) * 1e-6;
  const span = size > least ? size * 1.08 : 1;
  return { left: (low[0]! + high[0]! - span) / 2, bottom: (low[1]! + high[1]! - span) / 2, span };
}

const RADIUS = 2.6;
const FONT = '10px system-ui, sans-serif';

/** Draws the points on a square of `size` CSS pixels, each with the mark of its class. */
export function drawScatter(
  context: PaintContext,
  size: number,
  points: ArrayLike<number>,
  labels: readonly number[],
): void {
  const { left, bottom, span } = boundsOf(points);
  const toX = (value: number) => ((value - left) / span) * size;
  const toY = (value: number) => size - ((value - bottom) / span) * size;
  context.clearRect(0, 0, size, size);
  context.strokeStyle = themeColor('grid');
  context.beginPath();
  context.moveTo(toX(0), 0);
  context.lineTo(toX(0), size);
  context.moveTo(0, toY(0));
  context.lineTo(size, toY(0));
  context.stroke();
  const paths = new Map([...new Set(labels)].map((label) => [label, new Path2D(markOf(label).path)]));
  labels.forEach((label, i) => {
    context.save();
    context.translate(toX(points[i * 2]!), toY(points[i * 2 + 1]!));
    context.scale(RADIUS, RADIUS);
    context.fillStyle = markOf(label).color;
    context.fill(paths.get(label)!);
    context.restore();
  });
  context.fillStyle = themeColor('muted');
  context.font = FONT;
  context.textBaseline = 'bottom';
  context.fillText(`${formatNumber(left)}, ${formatNumber(bottom)}`, 3, size - 2);
  context.textBaseline = 'top';
  context.textAlign = 'right';
  context.fillText(`${formatNumber(left + span)}, ${formatNumber(bottom + span)}`, size - 3, 3);
  context.textAlign = 'left';
}
