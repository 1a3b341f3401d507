import type { Localized } from '#shared/graph/diagnostic';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import type { OpenedProject } from '#shared/protocol/projects';
import { canvasView } from '../state/canvas-view';
import { useLive } from '../state/live-store';
import { isDirty, useProject } from '../state/project-store';
import { IDLE, useRun } from '../state/run-store';
import { useSettings } from '../state/settings-store';
import { runTask } from '../state/tasks-store';
import { useUi } from '../state/ui-store';
import { forgetUnsaved, startAutosave, startDocument, useAutosave } from './autosave';
import { askShared } from './file-conflicts';
import { markAnother } from './follow-project';
import { getHost } from './host';
import { holdFile, useOpenFile } from './open-file';
import { readProject, tellProblem } from './project-text';
import { takeProjectWeights } from './project-weights';
import { saveProject } from './save-project';

export { tellProblem } from './project-text';
export { packProject, saveProject, saveProjectAs, saveWeights } from './save-project';

/** A project to be shown, and what is known of its file. */
interface Shown {
  readonly project: ProjectFile;
  readonly path: string | null;
  readonly saved: boolean;
  readonly version?: string | null;
  readonly weights?: string | null;
}

/** Puts a project on screen. */
function load({ project, path, saved, weights = null }: Shown): void {
  useProject.getState().load(project, path, saved);
  // The blocks are measured first.
  requestAnimationFrame(() => requestAnimationFrame(() => canvasView()?.fit()));
  if (weights !== null) void takeProjectWeights(weights);
}

/** Whether what is open may go: saved, or let go of by the user. */
async function mayLeave(): Promise<boolean> {
  if (!isDirty(useProject.getState())) return true;
  const answer = await useUi.getState().ask();
  if (answer === 'cancel') return false;
  if (answer === 'save') await saveProject();
  return answer === 'discard' || !isDirty(useProject.getState());
}

/** Whether a file may be opened though another window has it; null: as a copy, without its path. */
async function holdNext(
  path: string | null,
  file: Partial<OpenedProject>,
): Promise<string | null | undefined> {
  const { path: pathNow } = useProject.getState();
  const before = useOpenFile.getState();
  const { version = null, weights = null } = file;
  const holder = await holdFile(path, { version, weights });
  if (path === null || !holder || path === pathNow) return path;
  const answer = await askShared(path, holder);
  if (answer === 'open') return path;
  if (answer === 'copy') await holdFile(null, { weights });
  else await holdFile(pathNow, before);
  return answer === 'copy' ? null : undefined;
}

async function show(next: Shown): Promise<void> {
  const wasDirty = isDirty(useProject.getState());
  if (!(await mayLeave())) return;
  const path = await holdNext(next.path, next);
  if (path === undefined) return;
  if (wasDirty) await forgetUnsaved();
  startDocument();
  markAnother();
  useRun.getState().clear();
  useRun.getState().setRun(IDLE);
  useLive.getState().setInspected(null);
  useUi.getState().open(null);
  load({ ...next, path, saved: next.saved && path === next.path });
}

export const startNewProject = (): Promise<void> =>
  show({ project: newProject(UNTITLED[useSettings.getState().language]), path: null, saved: true });
const UNTITLED: Localized = { en: 'Untitled', ko: '제목 없음' };

/** Opens the text of a project file; a damaged or foreign one is refused, with the reason, and what is open stays. */
export async function openProjectText(text: string, path: string | null, saved = true): Promise<void> {
  const project = readProject(text);
  if (project) await show({ project, path, saved });
}

async function openRead({ text, ...file }: OpenedProject): Promise<void> {
  const project = readProject(text);
  if (project) await show({ project, saved: true, ...file });
}

/** Opens what `read` gives, unless the user does not wait for it; says why where it gives nothing. */
async function openFrom(read: () => Promise<OpenedProject>): Promise<void> {
  let isCancelled = false;
  const cancel = () => {
    isCancelled = true;
    getHost()
      .client.call('projects.cancelRead', {})
      .catch(() => undefined);
  };
  try {
    const opened = await runTask(OPENING, read, cancel);
    if (!isCancelled) await openRead(opened);
  } catch (error) {
    if (!isCancelled) tellProblem(error);
  }
}

export async function openFile(): Promise<void> {
  try {
    const read = await getHost().chooseProject();
    if (read) await openFrom(read);
  } catch (error) {
    tellProblem(error);
  }
}

/** Opens a file of this machine. */
export const openRecent = (path: string): Promise<void> =>
  openFrom(() => getHost().client.call('projects.read', { path }));
const OPENING: Localized = { en: 'Opening the project', ko: '프로젝트를 여는 중' };

/** Opens a file that was dropped on the window. */
export const openDropped = (file: File): Promise<void> => openFrom(() => getHost().readDropped(file));

/** What is shown first: what this tab showed before a reload, else the project opened last, else the first example. */
export async function openFirst(): Promise<void> {
  const before = await startAutosave();
  const first: FirstProject | null = before ?? (await lastOpened()) ?? (await firstExample());
  const project = first && readProject(first.text);
  if (project) {
    const path = await holdFirst(first, before !== null);
    load({ ...first, project, path, saved: first.saved && path === first.path });
  }
  if (useAutosave.getState().leftovers.length > 0) useUi.getState().open('recovery');
}

/** Nobody is there to be asked yet: a file that another window has is opened as a copy, unless this window had it before. */
async function holdFirst(first: FirstProject, hadIt: boolean): Promise<string | null> {
  const { path, version = null, weights = null } = first;
  const holder = await holdFile(path, { version, weights });
  if (!holder || hadIt) return path;
  await holdFile(null, { weights });
  useUi.getState().notify({
    en: `${path} is open in another window: this is a copy.`,
    ko: `${path} 파일은 다른 창에서 열려 있어 사본으로 열었습니다.`,
  });
  return null;
}

interface FirstProject {
  readonly text: string;
  readonly path: string | null;
  readonly saved: boolean;
  readonly version?: string | null;
  readonly weights?: string | null;
}

async function lastOpened(): Promise<FirstProject | null> {
  try {
    const recent = await getHost().client.call('projects.recent', {});
    const last = recent.find(({ missing }) => !missing);
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
