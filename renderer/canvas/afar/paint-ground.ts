import { currentText } from '../../i18n/use-text';
import { BLOCK } from '../../state/block-place';
import { cutToFit } from '../../ui/cut-name';
import { themeColor } from '../../views/theme-color';
import { countText, formatLarge, kindText } from '../block-texts';
import type { Distance } from '../distance';
import type { DrawnBlock } from '../flow-adapter';
import { FONT, outline, stroke } from './outline';
import type { PaintContext } from '../../views/show-painted';

/** Heights, and sizes of letters, that `BlockNode` has at a distance, in the drawing's units. */
const SIZES = {
  near: { stripe: 4, row: 20, name: 13, icon: 14, foot: 24, shape: 11, lead: 0 },
  middle: { stripe: 6, row: 28, name: 18, icon: 18, foot: 28, shape: 15, lead: 0 },
  far: { stripe: 10, row: 28, name: 24, icon: 24, foot: 44, shape: 22, lead: 2 },
} as const;
const BORDER = 1;
const PADDING = 8;

interface Ground {
  readonly data: DrawnBlock['data'];
  readonly x: number;
  readonly y: number;
  readonly distance: Exclude<Distance, 'tile'>;
}

/** A block as it will be when it is part of the page, without its picture and signs. */
export function paintGround(context: PaintContext, { data, x, y, distance }: Ground): void {
  const { stripe, row, name, icon, foot, shape, lead } = SIZES[distance];
  outline(context, x, y, 0);
  context.fillStyle = themeColor('raised');
  context.fill();
  stroke(context, { x, y, color: themeColor('line'), width: BORDER, dash: [] });
  context.fillStyle = data.color;
  context.fillRect(x + 2, y + BORDER, BLOCK.width - 4, stripe);
  const left = x + BORDER + PADDING;
  const width = BLOCK.width - 2 * (BORDER + PADDING);
  const top = y + BORDER + stripe + 4;
  const text = (words: string, size: number, at: { x: number; y: number; width: number }) => {
    context.font = `${size === name ? 500 : 400} ${size}px ${FONT}`;
    context.fillText(fitted(context, words, at.width), at.x, at.y);
  };
  context.textAlign = 'left';
  context.fillRect(left + 2, top + lead + row / 2 - icon / 2 + 2, icon - 4, icon - 4);
  context.fillStyle = themeColor(data.bypassed ? 'muted' : 'ink');
  const beside = icon + 6;
  text(data.name, name, { x: left + beside, y: top + row / 2, width: width - beside });
  context.fillStyle = themeColor('muted');
  if (distance === 'near') text(kindText(data, currentText), 11, { x: left, y: top + row + 8, width });
  const middle = y + BLOCK.height - BORDER - foot / 2;
  if (distance !== 'far' && data.params > 0) {
    context.textAlign = 'right';
    const words = distance === 'near' ? countText(data.params, currentText) : formatLarge(data.params);
    text(words, shape, { x: left + width, y: middle, width: width / 2 });
    context.textAlign = 'left';
  }
  context.fillStyle = themeColor('ink');
  text(data.shape ?? '–', shape, { x: left, y: middle, width: distance === 'far' ? width : width / 2 });
  context.fillStyle = themeColor('line');
  context.fillRect(x + BORDER, y + BLOCK.height - BORDER - foot, BLOCK.width - 2 * BORDER, BORDER);
}

const cut = new Map<string, string>();

/** A text in the context's font, cut where it would be wider than so much. */
function fitted(context: PaintContext, text: string, width: number): string {
  const key = `${context.font} ${width} ${text}`;
  const found = cut.get(key);
  if (found !== undefined) return found;
  const fitting = cutToFit(text, (part) => context.measureText(part).width <= width);
  if (cut.size > 5000) cut.clear();
  cut.set(key, fitting);
  return fitting;
}
