import { useText } from '../i18n/use-text';
import { pastOf, useSnapshots } from '../state/snapshots-store';
import { Icon } from '../ui/Icon';
import { snapshotLabel } from './texts';

/** Beside numbers that are of the past: of when. */
export function PastLabel() {
  const t = useText();
  const past = useSnapshots(pastOf);
  if (!past) return null;
  return (
    <p className="flex items-center gap-1.5 text-xs font-medium text-warning tabular-nums">
      <Icon name="history" size={12} />
      {t(snapshotLabel(past))}
    </p>
  );
}
