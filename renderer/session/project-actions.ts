import type { Localized } from '#shared/graph/diagnostic';
import { formatDiagnostic } from '#shared/graph/diagnostic';
import { newProject } from '#shared/project/create';
import { parseProject, serializeProject } from '#shared/project/parse';
import { toProblem } from '#shared/protocol/rpc';
import { canvasView } from '../state/canvas-view';
import { useLive } from '../state/live-store';
import { isDirty, useProject } from '../state/project-store';
import { IDLE, useRun } from '../state/run-store';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { forgetUnsaved, startAutosave, startDocument, useAutosave } from './autosave';
import { markAnother } from './follow-project';
import { getHost } from './host';
import type { ProjectFile } from '#shared/project/schema';

/** Says what went wrong with something the user asked for. */
export function tellProblem(error: unknown): void {
  const { language } = useSettings.getState();
  useUi.getState().toast(formatDiagnostic(toProblem(error), language), 'error');
}

/** Puts a project on screen. */
function load(project: ProjectFile, path: string | null, saved: boolean): void {
  useProject.getState().load(project, path, saved);
  // The blocks are measured first.
  requestAnimationFrame(() => requestAnimationFrame(() => canvasView()?.fit()));
}

/** Lets go of what is open, unless the user wants to keep it open after all. */
async function leave(): Promise<boolean> {
  if (isDirty(useProject.getState())) {
    const answer = await useUi.getState().ask();
    if (answer === 'cancel') return false;
    if (answer === 'save') await saveProject();
    if (answer === 'save' && isDirty(useProject.getState())) return false;
    await forgetUnsaved();
  }
  startDocument();
  markAnother();
  useRun.getState().clear();
  useRun.getState().setRun(IDLE);
  useLive.getState().setInspected(null);
  useUi.getState().open(null);
  return true;
}

async function show(project: ProjectFile, path: string | null, saved: boolean): Promise<void> {
  if (await leave()) load(project, path, saved);
}

export const startNewProject = (): Promise<void> =>
  show(newProject(UNTITLED[useSettings.getState().language]), null, true);
const UNTITLED: Localized = { en: 'Untitled', ko: '제목 없음' };

/** The project in a file's text; null after saying why there is none. */
function read(text: string): ProjectFile | null {
  const parsed = parseProject(text);
  if (parsed.ok) return parsed.value;
  const { language } = useSettings.getState();
  for (const problem of parsed.diagnostics)
    useUi.getState().toast(formatDiagnostic(problem, language), 'error');
  return null;
}

/** Opens the text of a project file; a damaged or foreign one is refused, with the reason, and what is open stays. */
export async function openProjectText(text: string, path: string | null, saved = true): Promise<void> {
  const project = read(text);
  if (project) await show(project, path, saved);
}

export async function openFile(): Promise<void> {
  try {
    const chosen = await getHost().openProject();
    if (chosen) await openProjectText(chosen.text, chosen.path);
  } catch (error) {
    tellProblem(error);
  }
}

export async function openRecent(path: string): Promise<void> {
  try {
    const file = await getHost().client.call('projects.read', { path });
    await openProjectText(file.text, file.path);
  } catch (error) {
    tellProblem(error);
  }
}

/** Writes the project to its file, or to a new one when it has none. */
export async function saveProject(): Promise<void> {
  const { path } = useProject.getState();
  if (path === null) await saveProjectAs();
  else await writeTo(path);
}

export async function saveProjectAs(): Promise<void> {
  try {
    const place = await getHost().choosePlace(useProject.getState().project.name);
    if (place !== undefined) await writeTo(place);
  } catch (error) {
    tellProblem(error);
  }
}

async function writeTo(path: string | null): Promise<void> {
  const { project } = useProject.getState();
  try {
    const written = await getHost().client.call('projects.write', {
      path,
      name: project.name,
      text: serializeProject(project),
    });
    useProject.getState().markSaved(project, written.path);
    await forgetUnsaved();
    useUi.getState().toast({ en: `Saved to ${written.path}`, ko: `저장했습니다: ${written.path}` });
  } catch (error) {
    tellProblem(error);
  }
}

/** What is shown first: what this tab showed before a reload, else the project opened last, else the first example. */
export async function openFirst(): Promise<void> {
  const before = await startAutosave();
  const first = before ?? (await lastOpened()) ?? (await firstExample());
  const project = first && read(first.text);
  if (project) load(project, first.path, first.saved);
  if (useAutosave.getState().leftovers.length > 0) useUi.getState().open('recovery');
}

interface FirstProject {
  readonly text: string;
  readonly path: string | null;
  readonly saved: boolean;
}

async function lastOpened(): Promise<FirstProject | null> {
  try {
    const [last] = await getHost().client.call('projects.recent', {});
    if (!last) return null;
    return { ...(await getHost().client.call('projects.read', { path: last.path })), saved: true };
  } catch (error) {
    tellProblem(error);
    return null;
  }
}

async function firstExample(): Promise<FirstProject | null> {
  try {
    const [example] = await getHost().client.call('projects.examples', {});
    return example ? { text: example.text, path: null, saved: true } : null;
  } catch (error) {
    tellProblem(error);
    return null;
  }
}
