import { useText } from '../i18n/use-text';
import { isTraining, useRun } from '../state/run-store';
import { pastOf, useSnapshots } from '../state/snapshots-store';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { BACK, snapshotLabel } from './texts';

/** Says over the drawing that it shows the past, with the way back. */
export function PastNotice() {
  const t = useText();
  const past = useSnapshots(pastOf);
  const goesOn = useRun(({ run }) => isTraining(run));
  if (!past) return null;
  return (
    <>
      <div aria-hidden className="pointer-events-none absolute inset-0 z-10 border-2 border-warning" />
      <output className="absolute top-3 left-1/2 z-10 flex -translate-x-1/2 items-center gap-2 rounded-full border border-warning bg-warning-soft py-1 pr-1 pl-3 text-sm whitespace-nowrap text-warning shadow-sm">
        <Icon name="history" size={14} />
        <span className="tabular-nums">
          {t({ en: 'As it was: ', ko: '그때 모습: ' })}
          {t(snapshotLabel(past))}
          {goesOn && (
            <span className="font-normal">
              {t({ en: '. Training goes on.', ko: '. 학습은 계속됩니다.' })}
            </span>
          )}
        </span>
        <Button className="h-7 rounded-full" onClick={() => useSnapshots.getState().look(null)}>
          {t(BACK)}
        </Button>
      </output>
    </>
  );
}
