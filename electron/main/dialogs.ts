import { BrowserWindow, dialog, type FileFilter, type WebContents } from 'electron';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Localized } from '#shared/graph/diagnostic';
import { CHANNELS } from '#shared/protocol/bridge';
import { ARCHIVE_EXTENSION, OPENED_EXTENSIONS, PROJECT_EXTENSION } from '#shared/project/file-names';
import { answerPage } from './ipc';
import type { PreferencesFile } from './preferences';

const PROJECTS: Localized = { en: 'Neuroloom projects', ko: 'Neuroloom 프로젝트' };
const ARCHIVES: Localized = { en: 'Neuroloom archives', ko: 'Neuroloom 압축 파일' };
const ALL_FILES: Localized = { en: 'All files', ko: '모든 파일' };

/** Answers the page's questions for files with the system's dialogs. They start in the documents folder and remember where one goes. */
export function setUpDialogs(documentsFolder: string, preferences: PreferencesFile): void {
  const filter = (name: Localized, ...extensions: string[]): FileFilter => ({
    name: name[preferences.value.language],
    extensions,
  });
  const project = () => filter(PROJECTS, ...OPENED_EXTENSIONS);
  /** Without its dot. */
  const only = (name: Localized, extension: string) => filter(name, extension.slice(1));
  const any = () => filter(ALL_FILES, '*');

  answerPage(CHANNELS.openDialog, async (page, kind) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(page), {
      properties: ['openFile'],
      filters: kind === 'project' ? [project(), any()] : [any()],
    });
    return canceled ? null : (filePaths[0] ?? null);
  });
  answerPage(CHANNELS.saveDialog, async (page, suggestedName, kind) => {
    const isArchive = kind === 'archive';
    const extension = isArchive ? ARCHIVE_EXTENSION : PROJECT_EXTENSION;
    await mkdir(documentsFolder, { recursive: true }).catch(() => undefined);
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(page), {
      defaultPath: join(documentsFolder, `${fileName(suggestedName)}${extension}`),
      filters: [only(isArchive ? ARCHIVES : PROJECTS, extension)],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || !filePath ? null : filePath;
  });
}

const windowOf = (page: WebContents): BrowserWindow => BrowserWindow.fromWebContents(page)!;

/** A project's name without what no file system takes in a file name. */
const fileName = (name: unknown): string =>
  String(name)
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^[. ]+/, '')
    .slice(0, 80)
    .trim() || 'project';
