import { formatDiagnostic } from '#shared/graph/diagnostic';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { toProblem } from '#shared/protocol/rpc';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';

/** Says what went wrong with something the user asked for. */
export function tellProblem(error: unknown): void {
  const { language } = useSettings.getState();
  useUi.getState().toast(formatDiagnostic(toProblem(error), language), 'error');
}

/** The project in a file's text; null after saying why there is none. */
export function readProject(text: string): ProjectFile | null {
  const parsed = parseProject(text);
  if (parsed.ok) return parsed.value;
  const { language } = useSettings.getState();
  for (const problem of parsed.diagnostics)
    useUi.getState().toast(formatDiagnostic(problem, language), 'error');
  return null;
}
