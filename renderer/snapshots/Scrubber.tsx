import { clsx } from 'clsx';
import { useText } from '../i18n/use-text';
import { pastOf, useSnapshots } from '../state/snapshots-store';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { BACK, NOW, snapshotLabel } from './texts';

/** Moves what is shown of the network through the snapshots of the run; its right end is now. */
export function Scrubber() {
  const t = useText();
  const snapshots = useSnapshots((state) => state.snapshots);
  const past = useSnapshots(pastOf);
  const look = useSnapshots((state) => state.look);
  if (snapshots.length === 0) return null;
  const index = past ? snapshots.indexOf(past) : snapshots.length;
  const label = t(past ? snapshotLabel(past) : NOW);
  return (
    <div className="flex w-72 shrink-0 items-center gap-2 px-2 text-xs" data-past={past?.step ?? 'now'}>
      <span className={past ? 'text-warning' : 'text-muted'}>
        <Icon name="history" size={14} />
      </span>
      <input
        type="range"
        aria-label={t({ en: 'Look back', ko: '되돌아보기' })}
        aria-valuetext={label}
        min={0}
        max={snapshots.length}
        step={1}
        value={index}
        className={clsx('min-w-0 flex-1', past ? 'accent-warning' : 'accent-accent')}
        onChange={({ target }) => look(snapshots[target.valueAsNumber]?.step ?? null)}
      />
      <span
        className={clsx(
          'w-30 truncate text-right tabular-nums',
          past ? 'font-medium text-warning' : 'text-muted',
        )}
        title={label}
      >
        {label}
      </span>
      <IconButton
        icon="skip-forward"
        size="small"
        label={t(BACK)}
        disabled={!past}
        onClick={() => look(null)}
      />
    </div>
  );
}
