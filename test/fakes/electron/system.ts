import type { FakeApp } from './app';
import type { FakeBrowserWindow } from './browser-window';
import type { FakeIpcMain } from './ipc';
import type { FakeProtocol } from './services';

/** What the parts of the stand-in know of each other. */
export interface FakeSystem {
  readonly app: FakeApp;
  readonly ipcMain: FakeIpcMain;
  readonly protocol: FakeProtocol;
  readonly windows: FakeBrowserWindow[];
  /** The code of a preload script. */
  preload(file: string): Promise<string>;
}
