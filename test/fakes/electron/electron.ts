import type { BrowserWindowConstructorOptions, ForkOptions } from 'electron';
import { type AppOptions, FakeApp } from './app';
import { FakeBrowserWindow } from './browser-window';
import { FakeIpcMain } from './ipc';
import { FakeMenu } from './menu';
import { preloadCode } from './preload';
import { FakeDialog, FakePowerMonitor, FakeProtocol, fakeScreen, FakeSession, FakeShell } from './services';
import type { FakeSystem } from './system';
import type { FakeUtilityProcess } from './utility-process';
import type { FakeWebContents } from './web-contents';

export interface ElectronOptions extends AppOptions {
  /** Starts what `utilityProcess.fork` is asked for. */
  fork(file: string, options: ForkOptions): FakeUtilityProcess;
}

/**
 * A stand-in for the module `electron`: `module` is what main process and preload import, the rest is what a test does and sees as user,
 * page and system. It keeps Electron's order of events, copies what goes between processes, and refuses what Electron refuses.
 */
export function createElectron(options: ElectronOptions) {
  const windows: FakeBrowserWindow[] = [];
  const app = new FakeApp(options, {
    get count() {
      return windows.length;
    },
    closeAll() {
      for (const window of windows.slice()) window.close();
    },
  });
  const ipcMain = new FakeIpcMain();
  const protocol = new FakeProtocol(app);
  const session = new FakeSession();
  const dialog = new FakeDialog();
  const shell = new FakeShell();
  const powerMonitor = new FakePowerMonitor();
  const processes: FakeUtilityProcess[] = [];
  const forks: { readonly file: string; readonly options: ForkOptions }[] = [];
  const system: FakeSystem = { app, ipcMain, protocol, windows, preload: preloadCode };
  let menu: FakeMenu | null = null;

  class BrowserWindow extends FakeBrowserWindow {
    constructor(windowOptions: BrowserWindowConstructorOptions = {}) {
      super(system, windowOptions);
    }

    static fromWebContents(contents: FakeWebContents): FakeBrowserWindow | null {
      return windows.find((window) => window.webContents === contents) ?? null;
    }
  }

  return {
    module: {
      app,
      BrowserWindow,
      dialog,
      ipcMain,
      Menu: {
        buildFromTemplate: FakeMenu.buildFromTemplate.bind(FakeMenu),
        setApplicationMenu: (next: FakeMenu | null) => {
          menu = next;
        },
      },
      nativeTheme: { shouldUseDarkColors: false },
      powerMonitor,
      protocol,
      screen: fakeScreen,
      session: { defaultSession: session },
      shell,
      utilityProcess: {
        fork(file: string, _args: string[], forkOptions: ForkOptions): FakeUtilityProcess {
          if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready');
          const child = options.fork(file, forkOptions);
          processes.push(child);
          forks.push({ file, options: forkOptions });
          return child;
        },
      },
    },
    app,
    dialog,
    /** What `utilityProcess.fork` was asked for. */
    forks,
    ipcMain,
    powerMonitor,
    processes,
    protocol,
    session,
    shell,
    windows,
    get menu(): FakeMenu {
      if (!menu) throw new Error('The app has no menu');
      return menu;
    },
  };
}

export type FakeElectron = ReturnType<typeof createElectron>;
