import type { Localized } from '#shared/graph/diagnostic';
import type { Snapshot } from '#shared/protocol/snapshots';
import { formatCount } from '#shared/graph/count';

export const NOW: Localized = { en: 'now', ko: '지금' };
export const BACK: Localized = { en: 'Back to now', ko: '지금으로' };

/** `step 300 · epoch 2` */
export function snapshotLabel({ step, epoch }: Snapshot): Localized {
  return {
    en: `step ${formatCount(step)} · epoch ${formatCount(epoch)}`,
    ko: `스텝 ${formatCount(step)} · 에포크 ${formatCount(epoch)}`,
  };
}
