import { type Diagnostic, problemDetail, problemText } from '#shared/graph/diagnostic';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { toProblem } from '#shared/protocol/rpc';
import { useUi } from '../state/ui-store';

/** Says what went wrong with something the user asked for. */
export function tellProblem(error: unknown): void {
  tell(toProblem(error));
}

const tell = (problem: Diagnostic): void =>
  useUi.getState().toast(problemText(problem), 'error', problemDetail(problem));

/** The project in a file's text; null after saying why there is none. */
export function readProject(text: string): ProjectFile | null {
  const parsed = parseProject(text);
  if (parsed.ok) return parsed.value;
  parsed.diagnostics.forEach(tell);
  return null;
}
