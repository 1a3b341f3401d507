import type { Localized } from '#shared/graph/diagnostic';
import type { Holder } from '#shared/protocol/projects';
import { isDirty, useProject } from '../state/project-store';
import { askUser } from '../state/question-store';
import { getHost } from './host';
import { holdFile, useOpenFile } from './open-file';
import { readProject, tellProblem } from './project-text';

/** What to do with a file that another window has open. */
export const askShared = (path: string, { pid, host, since }: Holder) =>
  askUser<'copy' | 'open'>({
    title: { en: 'This project is open in another window', ko: '다른 창에서 열려 있는 프로젝트입니다' },
    text: openedBy(path, pid, host, since),
    answers: [
      { id: 'open', label: { en: 'Open anyway', ko: '그래도 열기' } },
      { id: 'copy', label: { en: 'Open a copy', ko: '사본으로 열기' }, tone: 'primary', icon: 'copy' },
    ],
  });

function openedBy(path: string, pid: number, host: string, since: number): Localized {
  const time = new Date(since).toLocaleString();
  return {
    en: `${path} has been open since ${time} on ${host} (process ${pid}). If both windows save, one would write over the other; a copy gets a file of its own.`,
    ko: `${path} 파일은 ${time}부터 ${host}에서 열려 있습니다(프로세스 ${pid}). 두 창에서 저장하면 한쪽이 다른 쪽을 덮어쓰게 됩니다. 사본은 새 파일에 저장됩니다.`,
  };
}

/** What to do about a file that someone else has written. */
export function askChanged(path: string) {
  const isUnsaved = isDirty(useProject.getState());
  return askUser<'reload' | 'keep' | 'saveAs'>({
    title: { en: 'The file was changed outside', ko: '파일이 밖에서 바뀌었습니다' },
    text: {
      en: `Another window or program has written ${path}. ${isUnsaved ? 'Your own changes are unsaved; after reloading, Undo brings them back.' : 'Reloading is one step of Undo.'}`,
      ko: `다른 창이나 프로그램이 ${path} 파일을 바꾸었습니다. ${isUnsaved ? '내 변경 내용은 아직 저장하지 않았습니다. 다시 불러온 뒤에도 실행 취소로 되돌릴 수 있습니다.' : '다시 불러오기는 실행 취소로 되돌릴 수 있습니다.'}`,
    },
    answers: [
      {
        id: 'saveAs',
        label: { en: 'Save mine elsewhere…', ko: '내 것을 다른 파일로 저장…' },
        icon: 'save-all',
      },
      { id: 'keep', label: { en: 'Keep mine', ko: '내 것 유지' } },
      { id: 'reload', label: { en: 'Reload', ko: '다시 불러오기' }, tone: 'primary', icon: 'refresh-cw' },
    ],
  });
}

/** Takes over what the file holds now, as one step of undo. */
export async function reloadFile(path: string): Promise<void> {
  try {
    const file = await getHost().client.call('projects.read', { path });
    const project = readProject(file.text);
    if (!project || file.path === null) return;
    const { edit, markSaved } = useProject.getState();
    edit({ en: 'Reload from the file', ko: '파일에서 다시 불러오기' }, () => project);
    markSaved(project, file.path);
    await holdFile(file.path, { version: file.version, weights: file.weights });
  } catch (error) {
    tellProblem(error);
  }
}

/** Leaves the file's new content to be written over by the next save. */
export async function keepMine(path: string, version: string | null): Promise<void> {
  useProject.setState({ saved: null });
  await holdFile(path, { version, weights: useOpenFile.getState().weights });
}
