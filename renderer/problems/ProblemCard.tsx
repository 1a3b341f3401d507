import { clsx } from 'clsx';
import { useId, useState } from 'react';
import { lintOf } from '#shared/compile/lint/table';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { applyRepair } from './apply-repair';
import { Explanation } from './Explanation';
import { repairAll } from './repair-all';
import { hasPlace, revealProblem } from './reveal-problem';
import { SEVERITIES } from './severity';

interface ProblemCardProps {
  readonly problem: Diagnostic;
  /** How many problems of its kind can be repaired, itself among them. */
  readonly repairable?: number;
}

/**
 * One problem: what is wrong, what was expected and found, the button that repairs it, and on demand the reason. A click on the text goes to
 * its place.
 */
export function ProblemCard({ problem, repairable = 1 }: ProblemCardProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { label, icon, text, soft } = SEVERITIES[problem.severity];
  const lint = lintOf(problem.code);
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
        <div className="min-w-0 flex-1">
          <div className="flex flex-col items-start gap-2 @md:flex-row">
            {hasPlace(problem) ? (
              <button
                type="button"
                data-goto
                className="min-w-0 flex-1 text-left decoration-from-font underline-offset-2 hover:underline"
                onClick={() => revealProblem(problem)}
              >
                {words}
              </button>
            ) : (
              <div className="min-w-0 flex-1">{words}</div>
            )}
            {problem.fix && (
              <Button icon="wrench" className={WRAPPING} onClick={() => applyRepair(problem)}>
                {t(problem.fix.label)}
              </Button>
            )}
          </div>
          {(lint || (problem.fix && repairable > 1)) && (
            <div className="mt-1 -mb-1 -ml-2 flex flex-wrap gap-x-1">
              {lint && (
                <Button
                  tone="quiet"
                  icon={isOpen ? 'chevron-down' : 'chevron-right'}
                  aria-expanded={isOpen}
                  aria-controls={id}
                  className={WRAPPING}
                  onClick={() => setOpen(!isOpen)}
                >
                  {t({ en: 'Why?', ko: '이유' })}
                </Button>
              )}
              {problem.fix && repairable > 1 && (
                <Button
                  tone="quiet"
                  icon="wrench"
                  className={WRAPPING}
                  onClick={() => repairAll(problem.code)}
                >
                  {t({
                    en: `Repair all ${repairable} of this kind`,
                    ko: `같은 문제 ${repairable}개 모두 고치기`,
                  })}
                </Button>
              )}
            </div>
          )}
          <div id={id}>{lint && isOpen && <Explanation problem={problem} lint={lint} />}</div>
        </div>
      </div>
    </div>
  );
}

const WRAPPING =
  'h-auto min-h-7 max-w-full shrink px-2 py-1 text-left text-xs whitespace-normal [&>svg]:shrink-0';

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
