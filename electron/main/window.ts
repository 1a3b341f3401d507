import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { join } from 'node:path';
import { CHANNELS } from '#shared/protocol/bridge';
import type { AppFolders } from './app-folders';
import { APP_URL } from './app-protocol';
import { listenToPage } from './ipc';
import { type PreferencesFile, windowBounds } from './preferences';

export interface MainWindow {
  /** Brings the window to the front; opens it when there is none. With a path, the page opens that project. */
  show(projectPath?: string): void;
  /** Sends to the page; before there is one the message waits for it. */
  send(channel: string, ...args: unknown[]): void;
  /** From here on windows close without asking the page. */
  hurry(): void;
}

/** What the page gets to keep unsaved work before its window closes. */
const CLOSING_MS = 2_000;
/** A page that crashes is loaded again, so often a minute. */
const MOST_RELOADS = 3;
const MINUTE_MS = 60_000;

/** The one window of the app. */
export function mainWindow(folders: AppFolders, preferences: PreferencesFile): MainWindow {
  let current: BrowserWindow | undefined;
  let ready = false;
  let hurried = false;
  let waiting: (readonly [string, ...unknown[]])[] = [];
  const keptItsWork = new Map<WebContents, () => void>();

  listenToPage(CHANNELS.connect, (page) => {
    if (page !== current?.webContents) return;
    ready = true;
    for (const [channel, ...args] of waiting.splice(0)) page.send(channel, ...args);
  });
  listenToPage(CHANNELS.closed, (page) => keptItsWork.get(page)?.());

  /** Hides the window at once, and ends it when the page has kept what is unsaved. */
  async function closeGently(window: BrowserWindow): Promise<void> {
    const page = window.webContents;
    if (keptItsWork.has(page)) return;
    const kept = new Promise<void>((resolve) => {
      keptItsWork.set(page, resolve);
      page.once('render-process-gone', () => resolve());
      if (ready) setTimeout(resolve, CLOSING_MS);
      else resolve();
    });
    const remembered = preferences.change({
      window: { ...window.getNormalBounds(), maximized: window.isMaximized() },
    });
    window.hide();
    page.send(CHANNELS.closing);
    await Promise.all([remembered, kept]);
    keptItsWork.delete(page);
    if (!window.isDestroyed()) window.destroy();
  }

  function open(): void {
    const window = createWindow(folders, preferences);
    current = window;
    ready = false;
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) ready = false;
    });
    window.on('close', (event) => {
      if (hurried) return;
      event.preventDefault();
      void closeGently(window);
    });
    window.once('closed', () => {
      current = undefined;
      waiting = [];
    });
    void window.loadURL(APP_URL);
  }

  function send(channel: string, ...args: unknown[]): void {
    if (!current) open();
    if (ready) current?.webContents.send(channel, ...args);
    else waiting.push([channel, ...args]);
  }

  return {
    show(projectPath) {
      if (current) {
        if (current.isMinimized()) current.restore();
        current.show();
        current.focus();
      } else open();
      if (projectPath !== undefined) send(CHANNELS.openFile, projectPath);
    },
    send,
    hurry() {
      hurried = true;
    },
  };
}

function createWindow(folders: AppFolders, preferences: PreferencesFile): BrowserWindow {
  const window = new BrowserWindow({
    ...windowBounds(preferences.value),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Neuroloom',
    icon: join(folders.assetsFolder, 'icons', 'png', '512x512.png'),
    // What is seen before the page has drawn anything.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#12161d' : '#f4f6f9',
    webPreferences: {
      preload: folders.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (preferences.value.window?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  reloadAfterCrashes(window);
  return window;
}

/** The page keeps its work beforehand, and finds it again. */
function reloadAfterCrashes(window: BrowserWindow): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes.filter((at) => Date.now() - at < MINUTE_MS), Date.now()];
    if (crashes.length > MOST_RELOADS) return;
    // In a turn of its own: the old page is still being taken down.
    setImmediate(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  });
}
