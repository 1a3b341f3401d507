import type { Localized } from '#shared/graph/diagnostic';
import type { EventPayload, RunState } from '#shared/protocol/api';

type End = EventPayload<'run.end'>;

/** Why the latest run ended and how far it came. `end` is null while it has not ended. */
export function endText({ state, epoch }: RunState, end: End | null): Localized {
  if (state === 'running' || state === 'preparing')
    return { en: 'Training is under way.', ko: '학습하고 있습니다.' };
  const count = end?.epochs ?? epoch;
  const after: Localized = {
    en: `after ${count} epoch${count === 1 ? '' : 's'}`,
    ko: `에포크 ${count}개 뒤에`,
  };
  if (state === 'paused') return { en: `Paused ${after.en}.`, ko: `${after.ko} 일시정지했습니다.` };
  const { en, ko } = REASONS[end?.reason ?? 'failed'];
  return { en: `${en} ${after.en}.`, ko: `${after.ko} ${ko}` };
}

const REASONS: Readonly<Record<End['reason'], Localized>> = {
  done: { en: 'Done', ko: '모두 마쳤습니다.' },
  stopped: { en: 'Stopped by hand', ko: '직접 멈추었습니다.' },
  failed: { en: 'Stopped by a problem', ko: '문제가 생겨 멈추었습니다.' },
};
