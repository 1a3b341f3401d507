import { ProblemCard } from '../problems/ProblemCard';
import { useProblems } from '../state/project-store';

/** What is wrong with one setting, below its field. */
export function SettingProblems({ name }: { name: string }) {
  const problems = useProblems().filter(({ nodeId, param }) => nodeId === undefined && param === name);
  return problems.map((problem) => <ProblemCard key={problem.code} problem={problem} />);
}
