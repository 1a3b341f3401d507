import { describe, expect, test } from 'vitest';
import { CHANNELS } from '#shared/protocol/bridge';
import { startApp } from '../../fakes/electron/app-under-test';

async function startPage() {
  const app = await startApp();
  const window = await app.window();
  return { ...app, window, page: window.webContents };
}

test('the window’s page is sandboxed and isolated', async () => {
  const { window } = await startPage();
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});

describe('the window stays on the page', () => {
  test.each(['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/index.html', 'data:text/html,x'])(
    'and does not go to %s',
    async (url) => {
      const { page } = await startPage();
      expect(page.follow(url)).toBe(false);
    },
  );

  test('and may reload itself', async () => {
    const { page } = await startPage();
    expect(page.follow('app://neuroloom/index.html')).toBe(true);
  });

  test('and embeds nothing', async () => {
    const { page } = await startPage();
    expect(page.followInFrame('app://neuroloom/index.html')).toBe(false);
  });

  test.each([
    ['https://keras.io/api/layers/', ['https://keras.io/api/layers/']],
    ['https://keras.io:8443/', []],
    ['https://someone@keras.io/', []],
    ['http://keras.io/', []],
    ['https://example.com/', []],
    ['file:///etc/passwd', []],
    ['no address', []],
  ])('and opens no window for %s', async (url, outside) => {
    const { page, electron } = await startPage();
    expect(page.openWindow(url)).toBe(false);
    expect(electron.shell.opened).toEqual(outside);
  });
});

describe('permissions', () => {
  const own = { isMainFrame: true, requestingUrl: 'app://neuroloom/index.html' };

  test.each(['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'fileSystem'])(
    'deny %s',
    async (permission) => {
      const { electron } = await startPage();
      expect(electron.session.grants(permission, own)).toEqual([false, false]);
    },
  );

  test('deny devices', async () => {
    const { electron } = await startPage();
    expect(electron.session.grantsDevice()).toBe(false);
  });

  test.each(['clipboard-sanitized-write', 'clipboard-read'])('give the page %s', async (permission) => {
    const { electron } = await startPage();
    expect(electron.session.grants(permission, own)).toEqual([true, true]);
  });

  test.each([
    { isMainFrame: true, requestingUrl: 'https://example.com/' },
    { isMainFrame: false, requestingUrl: 'app://neuroloom/index.html' },
  ])('keep the clipboard from %j', async (from) => {
    const { electron } = await startPage();
    expect(electron.session.grants('clipboard-read', from)).toEqual([false, false]);
  });
});

describe('messages', () => {
  const page = { url: 'app://neuroloom/index.html', parent: null };
  const strangers = [
    ['another origin', { url: 'https://example.com/', parent: null }],
    ['a frame inside the page', { url: 'app://neuroloom/index.html', parent: page }],
    ['a page that is gone', null],
  ] as const;

  test.each(strangers)('of %s are dropped', async (_who, senderFrame) => {
    const { electron, page: contents } = await startPage();
    electron.ipcMain.emit(CHANNELS.menu, { sender: contents, senderFrame }, { language: 'ko', keys: {} });
    expect(electron.menu.getMenuItemById('file')?.label).toBe('File');
  });

  test.each(strangers)('of %s get no dialog', async (_who, senderFrame) => {
    const { electron, page: contents } = await startPage();
    electron.dialog.choice = '/secret.json';
    const event = { sender: contents, senderFrame };
    await expect(electron.ipcMain.answer(CHANNELS.openDialog, event, ['project'])).rejects.toThrow(
      /Not the page/,
    );
    expect(electron.dialog.opened).toEqual([]);
  });
});
