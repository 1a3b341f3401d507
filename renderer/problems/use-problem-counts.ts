import type { Diagnostic } from '#shared/graph/diagnostic';
import { useProblems } from '../state/project-store';

type Severity = Diagnostic['severity'];
/** How many problems there are of each severity. */
export type ProblemCounts = Readonly<Record<Severity, number>>;

/** For badges: how many problems the project has as it is. */
export const useProblemCounts = (): ProblemCounts => countProblems(useProblems());

export function countProblems(problems: readonly Diagnostic[]): ProblemCounts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}
