import { Menu, type WebContents } from 'electron';
import { CHANNELS, TEXT_EDITS, type TextEdit } from '#shared/protocol/bridge';
import { listenToPage } from './ipc';
import { menuTemplate } from './menu-template';
import type { Language, PreferencesFile } from './preferences';
import type { MainWindow } from './window';

/** The native menu, in the page's language. It tells the page which command was chosen; the page knows what that does. */
export function setUpMenu(window: MainWindow, preferences: PreferencesFile): void {
  const show = (language: Language) =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          language,
          platform: process.platform,
          run: (command) => window.send(CHANNELS.command, command),
        }),
      ),
    );
  show(preferences.value.language);
  listenToPage(CHANNELS.language, (_page, language) => {
    if ((language !== 'en' && language !== 'ko') || language === preferences.value.language) return;
    show(language);
    void preferences.change({ language });
  });
  listenToPage(CHANNELS.edit, (page, edit) => {
    if (isTextEdit(edit)) editText(page, edit);
  });
}

const isTextEdit = (value: unknown): value is TextEdit =>
  Object.values(TEXT_EDITS).some((edit) => edit === value);

/** What the menu means to the text field in focus. */
const editText = (page: WebContents, edit: TextEdit): void => page[edit]();
