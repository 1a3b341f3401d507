import { formatCount } from '#shared/graph/count';
import type { Translate } from '../i18n/use-text';
import { blockKind } from '../state/block-kind';
import type { BlockData } from './block-data';

/** What a block is, and its key parameters. */
export function kindText({ type, badge }: Pick<BlockData, 'type' | 'badge'>, t: Translate): string {
  const kind = t(blockKind(type));
  return badge === '' ? kind : `${kind} · ${badge}`;
}

/** How many parameters a block has, with the word for them. */
export const countText = (params: number, t: Translate): string =>
  t({ en: `${formatLarge(params)} params`, ko: `파라미터 ${formatLarge(params)}` });

/** `1.23 M` where all digits would not fit. */
export const formatLarge = (n: number): string =>
  n < 1e6 ? formatCount(n) : `${(n / 1e6).toPrecision(3)} M`;
