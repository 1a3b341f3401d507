import type { Localized } from '#shared/graph/diagnostic';
import type { EventPayload, RunState } from '#shared/protocol/api';
import { CALLBACKS } from '#shared/train/callbacks';

type End = EventPayload<'run.end'>;

/** Why the latest run ended and how far it came. `end` is null while it has not ended. */
export function endText({ state, epoch }: RunState, end: End | null): Localized {
  if (state === 'running' || state === 'preparing')
    return { en: 'Training is under way.', ko: '학습하고 있습니다.' };
  const count = end?.epochs ?? epoch;
  const epochs = `${count} epoch${count === 1 ? '' : 's'}`;
  const by = end?.stoppedBy;
  const label = by && CALLBACKS[by.callback]?.label;
  if (end?.reason === 'done' && label) {
    return {
      en: `Ended after ${epochs} by a callback: ${label.en.toLowerCase()}.`,
      ko: `에포크 ${count}개 뒤에 콜백(${label.ko})으로 끝났습니다.`,
    };
  }
  return REASONS[state === 'paused' ? 'paused' : (end?.reason ?? 'failed')](count, epochs);
}

/** What callbacks and the optimizer had to say and do at the end. */
export function endNotes({ stoppedBy, restoredEpoch, isAveraged }: End): readonly Localized[] {
  return [
    ...(stoppedBy ? [stoppedBy.reason] : []),
    ...(restoredEpoch === undefined
      ? []
      : [
          {
            en: `The weights are those after epoch ${restoredEpoch}, the best ones.`,
            ko: `가중치는 가장 좋았던 에포크 ${restoredEpoch}의 것으로 되돌렸습니다.`,
          },
        ]),
    ...(isAveraged
      ? [{ en: 'The weights are their moving average.', ko: '가중치는 이동 평균으로 바뀌었습니다.' }]
      : []),
  ];
}

/** `epochs` is the English word with its number. */
type Told = (count: number, epochs: string) => Localized;

const REASONS: Readonly<Record<End['reason'] | 'paused', Told>> = {
  done: (count, epochs) => ({ en: `Done after ${epochs}.`, ko: `에포크 ${count}개를 모두 마쳤습니다.` }),
  paused: (count, epochs) => ({
    en: `Paused after ${epochs}.`,
    ko: `에포크 ${count}개 뒤에 일시정지했습니다.`,
  }),
  stopped: (count, epochs) => ({
    en: `Stopped by hand after ${epochs}.`,
    ko: `에포크 ${count}개 뒤에 직접 멈추었습니다.`,
  }),
  failed: (count, epochs) => ({
    en: `Stopped by a problem after ${epochs}.`,
    ko: `에포크 ${count}개 뒤에 문제가 생겨 멈추었습니다.`,
  }),
};
