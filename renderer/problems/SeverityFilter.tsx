import { clsx } from 'clsx';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { Icon } from '../ui/Icon';
import { SEVERITIES } from './severity';
import type { ProblemCounts } from './use-problem-counts';

type Severity = Diagnostic['severity'];
const ALL = Object.keys(SEVERITIES) as Severity[];

interface SeverityFilterProps {
  readonly counts: ProblemCounts;
  readonly hidden: ReadonlySet<Severity>;
  readonly onChange: (hidden: ReadonlySet<Severity>) => void;
}

/** Errors, warnings and hints, each with its number, to be shown or left out. */
export function SeverityFilter({ counts, hidden, onChange }: SeverityFilterProps) {
  const t = useText();
  const toggled = (severity: Severity) => {
    const next = new Set(hidden);
    if (!next.delete(severity)) next.add(severity);
    return next;
  };
  return (
    <fieldset
      aria-label={t({ en: 'Show', ko: '보기' })}
      className="sticky top-0 z-10 flex flex-wrap gap-1.5 border-b border-line bg-panel px-2 py-1.5"
    >
      {ALL.map((severity) => {
        const { label, icon, text } = SEVERITIES[severity];
        const isShown = !hidden.has(severity);
        return (
          <button
            key={severity}
            type="button"
            aria-pressed={isShown}
            className={clsx(
              'inline-flex h-6 items-center gap-1.5 rounded-full border px-2.5 text-xs tabular-nums hover:bg-hover',
              isShown
                ? 'border-line bg-raised text-ink'
                : 'border-dashed border-line text-muted line-through',
            )}
            onClick={() => onChange(toggled(severity))}
          >
            <Icon name={icon} size={13} className={isShown ? text : 'text-muted'} />
            {t(label)} {counts[severity]}
          </button>
        );
      })}
    </fieldset>
  );
}
