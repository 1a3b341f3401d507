import type { Diagnostic } from '#shared/graph/diagnostic';
import { useShallow } from 'zustand/react/shallow';
import { useFound } from '../state/project-store';

type Severity = Diagnostic['severity'];
/** How many problems there are of each severity. */
export type ProblemCounts = Readonly<Record<Severity, number>>;

/** For badges: how many problems the project has as it is. */
export const useProblemCounts = (): ProblemCounts =>
  useFound(useShallow(({ problems }) => countProblems(problems)));

export function countProblems(problems: readonly Diagnostic[]): ProblemCounts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}
