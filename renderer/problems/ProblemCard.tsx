import { clsx } from 'clsx';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { applyRepair } from './apply-repair';
import { hasPlace, revealProblem } from './reveal-problem';
import { SEVERITIES } from './severity';

/** One problem: what is wrong, what was expected and found, and the button that repairs it. A click on the text goes to its place. */
export function ProblemCard({ problem }: { problem: Diagnostic }) {
  const t = useText();
  const { label, icon, text, soft } = SEVERITIES[problem.severity];
  const words = (
    <>
      <span className="sr-only">{t(label)}: </span>
      <span className="text-ink">{t(problem.message)}</span>
      <ExpectedAndFound problem={problem} />
    </>
  );
  return (
    <div
      className={clsx('flex items-start gap-2.5 rounded-md p-2.5 text-sm', soft)}
      data-problem={problem.code}
    >
      <Icon name={icon} className={clsx('mt-0.5 shrink-0', text)} />
      {hasPlace(problem) ? (
        <button
          type="button"
          className="min-w-0 flex-1 text-left hover:underline decoration-from-font underline-offset-2"
          onClick={() => revealProblem(problem)}
        >
          {words}
        </button>
      ) : (
        <div className="min-w-0 flex-1">{words}</div>
      )}
      {problem.fix && (
        <Button icon="wrench" className="h-7 px-2 text-xs" onClick={() => applyRepair(problem)}>
          {t(problem.fix.label)}
        </Button>
      )}
    </div>
  );
}

function ExpectedAndFound({ problem: { expected, received } }: { problem: Diagnostic }) {
  const t = useText();
  const part = (name: Localized, value: Localized | string | undefined) =>
    value !== undefined && (
      <span>
        <span className="font-medium">{t(name)}</span> {t(value)}
      </span>
    );
  return (
    <span className="mt-0.5 flex flex-wrap gap-x-4 text-xs text-muted">
      {part({ en: 'Expected', ko: '기대' }, expected)}
      {part({ en: 'Found', ko: '실제' }, received)}
    </span>
  );
}
