import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { projectIn } from '../../../electron/main/project-argument';
import { createElectronHost } from '../../../renderer/host/electron-host';
import { startApp } from '../../fakes/electron/app-under-test';
import { temporaryFolder } from '../../fakes/temporary-folder';

describe('a second start', () => {
  test('ends at once', async () => {
    const { electron } = await startApp({ isFirst: false });
    expect([electron.app.hasQuit, electron.windows.length]).toEqual([true, 0]);
  });

  test('brings the window of the first one to the front', async () => {
    const { electron, window } = await startApp();
    const first = await window();
    first.minimize();
    electron.app.emit('second-instance', {}, ['neuroloom'], '/home/me');
    await vi.waitFor(() => expect([first.isMinimized(), first.isFocused()]).toEqual([false, true]));
    expect(electron.windows).toEqual([first]);
  });

  test('hands its project over', async () => {
    const { electron, window } = await startApp();
    const { webContents } = await window();
    const opened: string[] = [];
    webContents.bridge.onOpenFile((path) => opened.push(path));
    electron.app.emit('second-instance', {}, ['neuroloom', '--flag', 'net.json'], '/home/me');
    await vi.waitFor(() => expect(opened).toEqual([resolve('/home/me', 'net.json')]));
  });
});

describe('a project', () => {
  test('of the command line opens, however late the page listens', async () => {
    const { window } = await startApp({ args: ['net.json'] });
    const { webContents } = await window();
    await webContents.bridge.openDialog('project');
    const opened: string[] = [];
    webContents.bridge.onOpenFile((path) => opened.push(path));
    await vi.waitFor(() => expect(opened).toEqual([resolve('net.json')]));
  });

  test('of the Finder opens, also when it comes before the app is ready', async () => {
    const { electron, window } = await startApp();
    electron.app.emit('open-file', { preventDefault: () => undefined }, '/home/me/net.json');
    const { webContents } = await window();
    const opened: string[] = [];
    webContents.bridge.onOpenFile((path) => opened.push(path));
    await vi.waitFor(() => expect(opened).toEqual(['/home/me/net.json']));
  });

  test.each([
    [['app', 'a.json', 'b.json'], resolve('/here', 'b.json')],
    [['app', '--inspect=x.json'], undefined],
    [['app', 'notes.txt'], undefined],
    [['program.json'], undefined],
  ])('on the command line %j is %j', (args, path) => {
    expect(projectIn(args, '/here')).toBe(path);
  });
});

describe('a window that closes', () => {
  test('waits, out of sight, for the page to keep its work', async () => {
    const { electron, window } = await startApp();
    const first = await window();
    let keep = (): void => undefined;
    first.webContents.bridge.onClosing(
      () =>
        new Promise((done) => {
          keep = done;
        }),
    );
    first.close();
    await first.webContents.bridge.openDialog('project');
    expect([first.isVisible(), first.isDestroyed()]).toEqual([false, false]);
    keep();
    await vi.waitFor(() => expect([first.isDestroyed(), electron.app.hasQuit]).toEqual([true, true]));
  });

  test('does not wait for a page that fails to', async () => {
    const { window } = await startApp();
    const first = await window();
    first.webContents.bridge.onClosing(() => Promise.reject(new Error('full')));
    first.close();
    await vi.waitFor(() => expect(first.isDestroyed()).toBe(true));
  });

  test('does not wait for ever', async () => {
    const { window } = await startApp();
    const first = await window();
    first.webContents.bridge.onClosing(() => new Promise(() => undefined));
    first.close();
    await vi.waitFor(() => expect(first.isDestroyed()).toBe(true), { timeout: 4_000 });
  });

  test('does not wait while the computer shuts down', async () => {
    const { electron, window } = await startApp();
    const first = await window();
    first.webContents.bridge.onClosing(() => new Promise(() => undefined));
    electron.powerMonitor.emit('shutdown', {});
    first.close();
    expect(first.isDestroyed()).toBe(true);
  });

  test('comes back where it was', async () => {
    const first = await startApp();
    const before = await first.window();
    before.bounds = { x: 200, y: 150, width: 1200, height: 800 };
    before.maximize();
    await first.quit();
    const second = await startApp({ userData: first.dataFolder });
    const after = await second.window();
    expect([after.bounds, after.isMaximized()]).toEqual([before.bounds, true]);
  });

  test('comes back on a screen that is there', async () => {
    const first = await startApp();
    (await first.window()).bounds = { x: 5_000, y: 150, width: 1200, height: 800 };
    await first.quit();
    const second = await startApp({ userData: first.dataFolder });
    expect((await second.window()).options).toMatchObject({ width: 1440, height: 900 });
  });

  test('comes back although its place is not readable', async () => {
    const first = await startApp();
    await first.window();
    await first.quit();
    const file = join(first.dataFolder, 'preferences.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('window');
    await writeFile(file, '{"window": 3');
    const second = await startApp({ userData: first.dataFolder });
    expect((await second.window()).options).toMatchObject({ width: 1440, height: 900 });
  });
});

test('quitting ends the engine', async () => {
  const { electron, window, quit } = await startApp();
  await window();
  await quit();
  await vi.waitFor(() => expect(electron.processes.map(({ hasEnded }) => hasEnded)).toEqual([true]));
});

test('NEUROLOOM_DATA and NEUROLOOM_DOCUMENTS name other folders', async () => {
  const dataFolder = await temporaryFolder();
  const env = { NEUROLOOM_DATA: dataFolder, NEUROLOOM_DOCUMENTS: '/elsewhere/documents' };
  const { electron, window } = await startApp({ env });
  const { client } = createElectronHost((await window()).webContents.bridge);
  expect(await client.call('app.info', {})).toMatchObject({
    dataFolder,
    documentsFolder: '/elsewhere/documents',
  });
  expect(electron.app.getPath('userData')).toBe(dataFolder);
});
