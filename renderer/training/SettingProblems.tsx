import { ProblemCard } from '../problems/ProblemCard';
import { useProblems, useProject } from '../state/project-store';

/** What is wrong with one training setting, below its field. */
export function SettingProblems({ name }: { name: string }) {
  const dataProblem = useProject((state) => state.dataProblem);
  // Datasets have a parameter `seed` of their own.
  const problems = useProblems().filter(
    (problem) => problem.nodeId === undefined && problem.param === name && problem !== dataProblem,
  );
  return problems.map((problem) => <ProblemCard key={problem.code} problem={problem} />);
}
