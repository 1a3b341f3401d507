import type { Language, Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { blockKind } from '../state/block-kind';
import { BLOCK } from '../state/block-place';
import type { DrawnBlock } from '../canvas/flow-adapter';
import { PORT, portY } from '../canvas/wire-route';
import type { PictureColors } from './colors';
import { fitText, textWidth } from './fit-text';
import { element, escapeXml } from './svg';

/** How blocks are drawn. */
export interface BlockStyle {
  readonly colors: PictureColors;
  readonly language: Language;
  /** A live picture of a block as a data URL; undefined where there is none. */
  readonly pictureOf: (id: string) => string | undefined;
}

const PAD = 9;
const NAME = { y: 23, size: 13 } as const;
const DETAIL = { y: 39, size: 11 } as const;
const FOOTER = { height: 24, y: BLOCK.height - 8, size: 11 } as const;
const PICTURE = { x: PAD, y: 46, width: BLOCK.width - 2 * PAD, height: 68 } as const;
const STRIPE = 5;

const WORDS = {
  params: (n: number): Localized => ({ en: `${formatCount(n)} params`, ko: `파라미터 ${formatCount(n)}` }),
  frozen: { en: 'frozen', ko: '고정' },
  bypassed: { en: 'bypassed', ko: '건너뜀' },
} as const;

/** A block as an SVG group: name, type and badge, state, live picture, output shape, parameters, ports. */
export function drawBlock({ id, data, position }: DrawnBlock, style: BlockStyle): string {
  const { colors, language } = style;
  const { problem, bypassed, frozen } = data;
  const border = problem
    ? { stroke: problem.severity === 'error' ? colors.danger : colors.warning, 'stroke-width': 2 }
    : { stroke: bypassed ? colors.muted : colors.line, 'stroke-width': 1 };
  const dash = bypassed ? '6 4' : null;
  const state = [bypassed && WORDS.bypassed[language], frozen && WORDS.frozen[language]].filter(Boolean);
  return element(
    'g',
    { transform: `translate(${position.x} ${position.y})` },
    [
      element('rect', { ...BLOCK, rx: 8, fill: colors.raised, ...border, 'stroke-dasharray': dash }),
      element('path', { d: STRIPE_PATH, fill: data.color, 'fill-opacity': frozen ? 0.45 : null }),
      ...head(data, state.join(', '), style),
      picture(id, bypassed, style),
      ...footer(data, style),
      ...ports(data.inputs.length, 0, colors),
      ...ports(data.outputs.length, BLOCK.width, colors),
    ].join(''),
  );
}

/** Along the upper edge, round where the block is. */
const STRIPE_PATH = `M0.5 ${STRIPE}V8a7.5 7.5 0 0 1 7.5 -7.5H${BLOCK.width - 8}a7.5 7.5 0 0 1 7.5 7.5V${STRIPE}Z`;

interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'middle' | 'end';
}

/** One line of text. */
export const drawText = (text: string, { x, y, size, fill, weight, anchor }: TextStyle): string =>
  element(
    'text',
    { x, y, 'font-size': size, fill, 'font-weight': weight, 'text-anchor': anchor },
    escapeXml(text),
  );

function head(data: DrawnBlock['data'], state: string, { colors, language }: BlockStyle): string[] {
  const { problem, badge, type, name } = data;
  const room = BLOCK.width - 2 * PAD - (problem ? 20 : 0);
  const detail = [blockKind(type)[language], badge, state].filter((part) => part !== '').join(' · ');
  const tone = problem?.severity === 'error' ? colors.danger : colors.warning;
  return [
    drawText(fitText(name, room, NAME.size * 1.05), { x: PAD, ...NAME, fill: colors.ink, weight: 600 }),
    drawText(fitText(detail, BLOCK.width - 2 * PAD, DETAIL.size), { x: PAD, ...DETAIL, fill: colors.muted }),
    ...(problem
      ? [
          element('circle', { cx: BLOCK.width - 16, cy: 18, r: 7, fill: tone }),
          drawText('!', {
            x: BLOCK.width - 16,
            y: 22,
            size: 11,
            fill: colors.raised,
            weight: 700,
            anchor: 'middle',
          }),
        ]
      : []),
  ];
}

function picture(id: string, bypassed: boolean, { pictureOf }: BlockStyle): string {
  const href = pictureOf(id);
  if (href === undefined) return '';
  // Older programs know the first name alone.
  return element('image', { ...PICTURE, 'xlink:href': href, href, opacity: bypassed ? 0.35 : null });
}

function footer({ shape, params }: DrawnBlock['data'], { colors, language }: BlockStyle): string[] {
  const count = params > 0 ? WORDS.params(params)[language] : '';
  const room = BLOCK.width - 2 * PAD - (count === '' ? 0 : textWidth(count, FOOTER.size) + 8);
  const top = BLOCK.height - FOOTER.height;
  return [
    element('path', { d: `M0.5 ${top}H${BLOCK.width - 0.5}`, stroke: colors.line }),
    drawText(fitText(shape ?? '–', room, FOOTER.size), { x: PAD, ...FOOTER, fill: colors.ink }),
    ...(count === ''
      ? []
      : [drawText(count, { x: BLOCK.width - PAD, ...FOOTER, fill: colors.muted, anchor: 'end' })]),
  ];
}

const ports = (count: number, x: number, { muted, raised }: PictureColors): string[] =>
  Array.from({ length: count }, (_, i) =>
    element('circle', {
      cx: x,
      cy: portY(i, count),
      r: PORT / 2 - 1,
      fill: muted,
      stroke: raised,
      'stroke-width': 2,
    }),
  );
