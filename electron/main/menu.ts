import { Menu, type WebContents } from 'electron';
import {
  CHANNELS,
  type MenuLooks,
  menuLooksSchema,
  TEXT_EDITS,
  type TextEdit,
} from '#shared/protocol/bridge';
import { listenToPage } from './ipc';
import { menuTemplate } from './menu-template';
import type { PreferencesFile } from './preferences';
import type { MainWindow } from './window';

/** The native menu, in the page's language and with the user's keys. It tells the page which command was chosen; the page knows what that does. */
export function setUpMenu(window: MainWindow, preferences: PreferencesFile): void {
  const show = ({ language, keys }: MenuLooks) =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          language,
          keys,
          platform: process.platform,
          run: (command) => window.send(CHANNELS.command, command),
        }),
      ),
    );
  show(preferences.value);
  listenToPage(CHANNELS.menu, (_page, message) => {
    const { success, data: looks } = menuLooksSchema.safeParse(message);
    if (!success) return;
    show(looks);
    void preferences.change(looks);
  });
  listenToPage(CHANNELS.edit, (page, edit) => {
    if (isTextEdit(edit)) editText(page, edit);
  });
}

const isTextEdit = (value: unknown): value is TextEdit =>
  Object.values(TEXT_EDITS).some((edit) => edit === value);

/** What the menu means to the text field in focus. */
const editText = (page: WebContents, edit: TextEdit): void => page[edit]();
