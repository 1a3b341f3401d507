import { clsx } from 'clsx';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { type HistoryStep, historySteps } from './steps';

/** How far each key goes; the ends are beyond any list. */
const KEYS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

/** Every step by its name; a click, or Enter, makes it the last one that is done. */
export function HistoryList() {
  const t = useText();
  const past = useProject((state) => state.past);
  const future = useProject((state) => state.future);
  const list = useRef<HTMLOListElement>(null);
  const steps = historySteps({ past, future });
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const distance = KEYS[event.key];
    if (distance === undefined) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + distance))]?.focus();
  };
  return (
    <ol
      ref={list}
      aria-label={t({ en: 'Steps', ko: '작업 목록' })}
      className="max-h-[min(60vh,28rem)] overflow-y-auto"
    >
      {steps.map((step) => (
        <Row key={step.done} step={step} done={past.length} onKeyDown={onKeyDown} />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly step: HistoryStep;
  /** How many steps are done. */
  readonly done: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Row({ step, done, onKeyDown }: RowProps) {
  const t = useText();
  const isCurrent = step.done === done;
  const isUndone = step.done > done;
  return (
    <li>
      <button
        type="button"
        tabIndex={isCurrent ? 0 : -1}
        aria-current={isCurrent ? 'step' : undefined}
        className={clsx(
          'flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover focus-visible:bg-hover focus-visible:-outline-offset-2',
          isCurrent && 'bg-accent-soft font-medium',
          isUndone && 'text-muted',
        )}
        onClick={() => useProject.getState().jump(step.done)}
        onKeyDown={onKeyDown}
      >
        <span className="w-4 shrink-0 text-accent">{isCurrent && <Icon name="check" size={14} />}</span>
        <span className="min-w-0 flex-1">
          <span className="block truncate" title={t(step.label)}>
            {t(step.label)}
          </span>
          {step.place.length > 0 && (
            <span className="block truncate text-xs text-muted">{step.place.join(' › ')}</span>
          )}
        </span>
        {isUndone && (
          <span className="shrink-0 text-xs font-normal">{t({ en: 'undone', ko: '취소됨' })}</span>
        )}
      </button>
    </li>
  );
}
