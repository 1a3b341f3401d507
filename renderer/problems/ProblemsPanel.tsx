import { useText } from '../i18n/use-text';
import { useProblems } from '../state/project-store';
import { EmptyState } from '../ui/EmptyState';
import { ProblemCard } from './ProblemCard';
import { bySeverity } from './severity';

/** Every problem of the project as it is, worst first. */
export function ProblemsPanel() {
  const t = useText();
  const problems = bySeverity(useProblems());
  if (problems.length === 0) {
    return (
      <EmptyState icon="circle-check">
        {t({
          en: 'No problems: the drawing is ready to be trained.',
          ko: '문제가 없습니다. 바로 학습할 수 있습니다.',
        })}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t({ en: 'Problems', ko: '문제' })} className="flex flex-col gap-1.5 p-2">
      {problems.map((problem) => (
        <li
          key={`${problem.code} ${problem.nodeId} ${problem.edgeId} ${problem.param} ${problem.message.en}`}
        >
          <ProblemCard problem={problem} />
        </li>
      ))}
    </ul>
  );
}
