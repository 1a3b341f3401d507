import { Popover } from 'radix-ui';
import { formatSeconds } from '#shared/compile/preflight/format';
import { BASIS_WORDS, NOT_MEASURED } from '#shared/compile/preflight/texts';
import { formatBytes } from '#shared/graph/bytes';
import type { PreflightReport } from '#shared/protocol/preflight';
import { useText } from '../i18n/use-text';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { CostTable } from './CostTable';
import { PreflightActions } from './PreflightActions';
import { PreflightFacts } from './PreflightFacts';
import { usePreflight } from './preflight-store';
import { AFTER_ERRORS, AFTER_ERRORS_SHORT, TITLE } from './texts';
import { useMeasuring } from './use-measuring';

/** Time and memory of a training on one line; a click shows what they are made of, and what each layer costs. */
export function PreflightButton() {
  const t = useText();
  const { report, isCurrent, measuringSince, isOpen, set } = usePreflight();
  const isMeasuring = measuringSince !== null;
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => set({ isOpen: open })}>
      <Popover.Trigger asChild>
        <button
          type="button"
          title={t(TITLE)}
          data-preflight-line={report?.time?.basis ?? 'none'}
          className="flex h-6 items-center gap-1.5 rounded-md px-1.5 tabular-nums hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
        >
          <Icon
            name={isMeasuring ? 'loader-circle' : 'gauge'}
            size={13}
            className={isMeasuring ? 'animate-spin motion-reduce:animate-none' : undefined}
          />
          <span className={isCurrent ? undefined : 'opacity-50'}>
            {report ? <Line report={report} /> : isCurrent ? t(AFTER_ERRORS_SHORT) : '…'}
          </span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t(TITLE)}
          side="top"
          align="start"
          alignOffset={56}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 flex max-h-[min(34rem,var(--radix-popover-content-available-height))] w-[30rem] max-w-[94vw] flex-col rounded-lg border border-line bg-panel text-ink shadow-2xl outline-none"
          tabIndex={-1}
          // A button in focus would show its tooltip.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          // A click on the drawing goes on with the table open.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <header className="flex items-center gap-2 px-3 pt-2">
            <h2 className="flex-1 text-sm font-semibold">{t(TITLE)}</h2>
            <PreflightActions />
            <IconButton
              icon="x"
              size="small"
              label={t({ en: 'Close', ko: '닫기' })}
              onClick={() => set({ isOpen: false })}
            />
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-3 pb-3">
            {report ? (
              <PreflightFacts report={report} />
            ) : (
              <p className="text-xs text-muted">{t(AFTER_ERRORS)}</p>
            )}
            <hr className="my-2.5 border-line" />
            <CostTable batch={report?.batch ?? 1} />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** `≈ 2.1 s/epoch · 118 MB · measured` */
function Line({ report: { time, memory } }: { report: PreflightReport }) {
  const t = useText();
  const measuring = useMeasuring();
  const epoch = time && t(formatSeconds(time.epoch));
  return [
    epoch ? t({ en: `≈ ${epoch}/epoch`, ko: `에포크당 ≈ ${epoch}` }) : t(measuring ?? NOT_MEASURED),
    memory && formatBytes(memory.total),
    time && t(measuring ?? BASIS_WORDS[time.basis]),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
