import { checkProject } from '#shared/compile/check';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { ProjectFile } from '#shared/project/schema';
import { useProject } from '../state/project-store';
import { repaired } from './repaired';

/** More would not be one kind of problem but a wrong drawing. */
const MOST = 1_000;

/** The project after the fixes of all problems of one kind, each looked for anew, since one repair may change what the next has to do. */
export function allRepaired(
  project: ProjectFile,
  code: string,
  problemsOf: (project: ProjectFile) => readonly Diagnostic[],
): ProjectFile {
  let current = project;
  const tried = new Set<string>();
  for (let i = 0; i < MOST; i++) {
    const problem = problemsOf(current).find(
      (one) => one.code === code && one.fix && !tried.has(JSON.stringify(one.fix.repair)),
    );
    if (!problem?.fix) break;
    // A repair that does not help is not tried for ever.
    tried.add(JSON.stringify(problem.fix.repair));
    current = repaired(current, problem.fix.repair);
  }
  return current;
}

/** Repairs all problems of one kind as one step of undo. */
export function repairAll(code: string): void {
  const { edit, info } = useProject.getState();
  const problemsOf = ({ graph, training, data }: ProjectFile) =>
    checkProject({ graph, training, data, info: info?.dataset === data.dataset ? info : null });
  edit(REPAIR_ALL, (project) => allRepaired(project, code, problemsOf));
}

const REPAIR_ALL: Localized = { en: 'Repair all of a kind', ko: '같은 문제 모두 고치기' };
