import { useId } from 'react';
import { useText } from '../i18n/use-text';
import { MemoryNote } from '../training/MemoryNote';
import { Button } from '../ui/Button';
import { PreflightActions } from './PreflightActions';
import { PreflightFacts } from './PreflightFacts';
import { usePreflight } from './preflight-store';
import { AFTER_ERRORS, TITLE } from './texts';

/** What training will take, in the Training panel. */
export function PreflightCard() {
  const t = useText();
  const titleId = useId();
  const { report, isCurrent } = usePreflight();
  return (
    <section
      aria-labelledby={titleId}
      className="my-2 rounded-lg border border-line bg-raised p-2.5"
      data-preflight={report?.time?.basis ?? 'none'}
    >
      <header className="mb-1.5 flex min-h-6 items-center gap-2">
        <h3 id={titleId} className="flex-1 text-xs font-semibold whitespace-nowrap">
          {t(TITLE)}
        </h3>
        <PreflightActions />
      </header>
      {report ? (
        <>
          <PreflightFacts report={report} />
          {report.memory && <MemoryNote report={report.memory} />}
          <Button
            icon="chart-no-axes-column-decreasing"
            className="mt-2 h-7 w-full text-xs"
            onClick={() => usePreflight.getState().set({ isOpen: true })}
          >
            {t({ en: 'Cost of each layer', ko: '층별 비용' })}
          </Button>
        </>
      ) : (
        <p className="text-xs text-muted">{isCurrent ? t(AFTER_ERRORS) : '…'}</p>
      )}
    </section>
  );
}
