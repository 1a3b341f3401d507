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
    <div className="@container text-sm" data-problem={problem.code}>
      <div className={clsx('flex items-start gap-2.5 rounded-md p-2.5', soft)}>
        <Icon name={icon} className={clsx('mt-0.5 shrink-0', text)} />
        <div className="flex min-w-0 flex-1 flex-col items-start gap-2 @md:flex-row">
          {hasPlace(problem) ? (
            <button
              type="button"
              className="min-w-0 flex-1 text-left decoration-from-font underline-offset-2 hover:underline"
              onClick={() => revealProblem(problem)}
            >
              {words}
            </button>
          ) : (
            <div className="min-w-0 flex-1">{words}</div>
          )}
          {problem.fix && (
            <Button
              icon="wrench"
              className="h-auto min-h-7 max-w-full shrink px-2 py-1 text-left text-xs whitespace-normal [&>svg]:shrink-0"
              onClick={() => applyRepair(problem)}
            >
              {t(problem.fix.label)}
            </Button>
          )}
        </div>
      </div>
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
