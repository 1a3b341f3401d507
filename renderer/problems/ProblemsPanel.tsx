import { useRef, useState } from 'react';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { useProblems } from '../state/project-store';
import { EmptyState } from '../ui/EmptyState';
import { ProblemCard } from './ProblemCard';
import { SeverityFilter } from './SeverityFilter';
import { bySeverity } from './severity';
import { SilencedFold } from './SilencedFold';
import { useSilenced } from './silence-actions';
import { useArrowFocus } from './use-arrow-focus';
import { countProblems } from './use-problem-counts';

/** Every problem of the project as it is, worst first, and below those that are silenced. */
export function ProblemsPanel() {
  const t = useText();
  const problems = bySeverity(useProblems());
  const silenced = useSilenced();
  if (problems.length === 0) {
    return (
      <div className="flex min-h-full flex-col">
        <div className="grid flex-1">
          <EmptyState icon="circle-check">
            {t({
              en: 'No problems: the drawing is ready to be trained.',
              ko: '문제가 없습니다. 바로 학습할 수 있습니다.',
            })}
          </EmptyState>
        </div>
        <SilencedFold remarks={silenced} />
      </div>
    );
  }
  return (
    <>
      <ProblemList problems={problems} />
      <SilencedFold remarks={silenced} />
    </>
  );
}

function ProblemList({ problems }: { problems: readonly Diagnostic[] }) {
  const t = useText();
  const [hidden, setHidden] = useState<ReadonlySet<Diagnostic['severity']>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  useArrowFocus(list);
  const shown = problems.filter(({ severity }) => !hidden.has(severity));
  return (
    <>
      <SeverityFilter counts={countProblems(problems)} hidden={hidden} onChange={setHidden} />
      <ul ref={list} aria-label={t({ en: 'Problems', ko: '문제' })} className="flex flex-col gap-1.5 p-2">
        {shown.map((problem) => (
          <li
            key={`${problem.code} ${problem.nodeId} ${problem.edgeId} ${problem.param} ${problem.message.en}`}
          >
            <ProblemCard problem={problem} repairable={repairableLike(problem, problems)} />
          </li>
        ))}
      </ul>
    </>
  );
}

const repairableLike = ({ code }: Diagnostic, problems: readonly Diagnostic[]): number =>
  problems.filter((other) => other.code === code && other.fix).length;
