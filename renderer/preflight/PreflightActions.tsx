import { useText } from '../i18n/use-text';
import { isTraining, useRun } from '../state/run-store';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { cancelMeasuring, measureAgain } from './follow-preflight';
import { usePreflight } from './preflight-store';
import { useMeasuring } from './use-measuring';

/** Measures anew, or says that it is being measured and cancels that. */
export function PreflightActions() {
  const t = useText();
  const measuring = useMeasuring();
  const hasReport = usePreflight((state) => state.report !== null);
  const trains = useRun(({ run }) => isTraining(run));
  if (measuring)
    return (
      <span className="flex items-center gap-1.5 text-xs text-muted">
        <Icon name="loader-circle" size={12} className="animate-spin motion-reduce:animate-none" />
        <span className="tabular-nums">{t(measuring)}</span>
        <IconButton
          icon="x"
          size="small"
          label={t({ en: 'Cancel measuring', ko: '측정 취소' })}
          onClick={cancelMeasuring}
        />
      </span>
    );
  return (
    <IconButton
      icon="refresh-cw"
      size="small"
      label={t({ en: 'Measure again', ko: '다시 측정' })}
      disabled={trains || !hasReport}
      onClick={measureAgain}
    />
  );
}
