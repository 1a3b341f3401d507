import { describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '#shared/commands/table';
import { menuTemplate } from '../../../electron/main/menu-template';
import { startApp } from '../../fakes/electron/app-under-test';
import { FakeMenu } from '../../fakes/electron/menu';
import type { FakeWebContents } from '../../fakes/electron/web-contents';
import { FakeInput, FakeTextArea } from '../../fakes/electron/preload';

const LANGUAGES = ['en', 'ko'] as const;
const PLATFORMS = ['linux', 'win32', 'darwin'] as const;
const everywhere = LANGUAGES.flatMap((language) =>
  PLATFORMS.map((platform) => [language, platform] as const),
);

const menuFor = (
  language: 'en' | 'ko',
  platform: NodeJS.Platform,
  run: (command: string) => void = () => undefined,
) => FakeMenu.buildFromTemplate(menuTemplate({ language, keys: {}, platform, run }));

describe.each(everywhere)('the menu in %s on %s', (language, platform) => {
  const menu = menuFor(language, platform);

  test('has every command, by its name', () => {
    const labels = COMMANDS.map(({ id }) => [id, menu.getMenuItemById(id)?.label]);
    expect(labels).toEqual(COMMANDS.map(({ id, label }) => [id, label[language]]));
  });

  test('names everything', () => {
    expect(menu.all().filter(({ type, label }) => type !== 'separator' && !label)).toEqual([]);
  });

  test('can end the app', () => {
    expect(menu.all().some(({ role }) => role === 'quit')).toBe(true);
  });
});

describe('keys', () => {
  const shown = (platform: NodeJS.Platform, ids: readonly string[]) =>
    ids.map((id) => {
      const { accelerator, registerAccelerator } = menuFor('en', platform).getMenuItemById(id)!;
      return [accelerator, registerAccelerator];
    });
  const ids = ['edit.redo', 'view.zoomIn', 'view.fitSelection', 'train.start', 'train.pause'];

  test('are shown and left to the page', () => {
    expect(shown('linux', ids)).toEqual([
      ['CommandOrControl+Shift+Z', false],
      ['CommandOrControl+=', false],
      ['F', false],
      ['CommandOrControl+Enter', false],
      [undefined, undefined],
    ]);
  });

  test('with ⌘ work on a Mac, where text fields need them; single keys are not taken from the page', () => {
    expect(shown('darwin', ids)).toEqual([
      ['CommandOrControl+Shift+Z', true],
      ['CommandOrControl+=', true],
      [undefined, undefined],
      ['CommandOrControl+Enter', true],
      [undefined, undefined],
    ]);
  });
});

test('a Mac has the app’s menu first and windows before help', () => {
  expect(menuFor('en', 'darwin').items.map(({ label }) => label)).toEqual([
    'Neuroloom',
    'File',
    'Edit',
    'View',
    'Train',
    'Window',
    'Help',
  ]);
});

describe('a command chosen in the menu', () => {
  async function startPage() {
    const app = await startApp();
    const window = await app.window();
    const commands: string[] = [];
    window.webContents.bridge.onCommand((command) => commands.push(command));
    const choose = (id: string) => app.electron.menu.getMenuItemById(id)!.click();
    return { ...app, page: window.webContents, commands, choose };
  }

  test('reaches the page', async () => {
    const { commands, choose } = await startPage();
    for (const { id } of COMMANDS) choose(id);
    await vi.waitFor(() => expect(commands).toEqual(COMMANDS.map(({ id }) => id)));
  });

  test.each([new FakeInput('text'), new FakeInput('number'), new FakeTextArea()])(
    'means the text while one types',
    async (field) => {
      const { page, commands, choose } = await startPage();
      page.page!.document.activeElement = field;
      for (const name of ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'])
        choose(`edit.${name}`);
      choose('file.save');
      await vi.waitFor(() => {
        expect(page.edits).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll']);
      });
      expect(commands).toEqual(['file.save']);
    },
  );

  test('means the drawing while a checkbox is in focus', async () => {
    const { page, commands, choose } = await startPage();
    page.page!.document.activeElement = new FakeInput('checkbox');
    choose('edit.copy');
    await vi.waitFor(() => expect(commands).toEqual(['edit.copy']));
    expect(page.edits).toEqual([]);
  });

  test('waits for a page that is still loading', async () => {
    const { electron, window } = await startApp();
    const choose = () => electron.menu.getMenuItemById('train.start')!.click();
    electron.app.once('web-contents-created', (_event, contents: FakeWebContents) => {
      contents.once('did-start-navigation', () => queueMicrotask(choose));
    });
    const { webContents } = await window();
    const commands: string[] = [];
    webContents.bridge.onCommand((command) => commands.push(command));
    await vi.waitFor(() => expect(commands).toEqual(['train.start']));
  });
});

describe('the menu’s language', () => {
  test('is the system’s at first', async () => {
    const { electron, window } = await startApp({ locale: 'ko-KR' });
    await window();
    expect(electron.menu.getMenuItemById('file')?.label).toBe('파일');
  });

  test('follows the page and is remembered, as the user’s keys are', async () => {
    const first = await startApp();
    const { webContents } = await first.window();
    webContents.bridge.setMenu({ language: 'ko', keys: { 'edit.frame': ['Mod+Alt+F'] } });
    await vi.waitFor(() => expect(first.electron.menu.getMenuItemById('train')?.label).toBe('학습'));
    await first.quit();
    const second = await startApp({ userData: first.dataFolder });
    await second.window();
    expect(second.electron.menu.getMenuItemById('train')?.label).toBe('학습');
    expect(second.electron.menu.getMenuItemById('edit.frame')?.accelerator).toBe('CommandOrControl+Alt+F');
  });

  test('is not changed to one that is not there', async () => {
    const { electron, window } = await startApp();
    const { webContents } = await window();
    webContents.bridge.setMenu({ language: 'xx' as 'en', keys: {} });
    await webContents.bridge.openDialog('project');
    expect(electron.menu.getMenuItemById('file')?.label).toBe('File');
  });
});
