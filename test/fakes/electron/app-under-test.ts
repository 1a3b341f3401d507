import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ForkOptions } from 'electron';
import { onTestFinished, vi } from 'vitest';
import { type Handlers, serve, type Server } from '#shared/protocol/rpc';
import { temporaryFolder } from '../temporary-folder';
import { createElectron, type ElectronOptions, type FakeElectron } from './electron';
import { type FakeParentPort, type FakeUtilityProcess, LocalUtilityProcess } from './utility-process';
import type { FakeBrowserWindow } from './browser-window';

const IDLE = {
  runId: null,
  state: 'idle',
  epoch: 0,
  epochs: 0,
  step: 0,
  stepsPerEpoch: 0,
  stepInEpoch: 0,
  secondsLeft: null,
  samplesPerSecond: null,
  msPerStep: null,
  device: null,
} as const;

/** An engine that is up and idle. */
export const idleEngine =
  (handlers: Partial<Handlers> = {}) =>
  (port: FakeParentPort): Server =>
    serve(
      {
        send: (message) => port.postMessage(message),
        onMessage: (listener) => {
          port.on('message', ({ data }: { data: string | Uint8Array }) => listener(data));
        },
        onClose: () => undefined,
        close: () => undefined,
      },
      { 'engine.status': () => IDLE, ...handlers },
    );

export interface AppUnderTest {
  readonly electron: FakeElectron;
  readonly appFolder: string;
  readonly dataFolder: string;
  readonly documentsFolder: string;
  /** The window, once its page is there. */
  window(): Promise<FakeBrowserWindow>;
  /** Ends the app as its user does. */
  quit(): Promise<void>;
}

export interface StartOptions extends Partial<Omit<ElectronOptions, 'fork' | 'paths'>> {
  /** Arguments of the command line. */
  readonly args?: readonly string[];
  readonly userData?: string;
  /** Where a packaged app has its resources. */
  readonly resourcesPath?: string;
  /** Folders named in the environment. */
  readonly env?: { readonly NEUROLOOM_DATA?: string; readonly NEUROLOOM_DOCUMENTS?: string };
  readonly fork?: (file: string, options: ForkOptions) => FakeUtilityProcess;
}

/** An app with a page and the example projects. */
async function productFolder(parent: string): Promise<string> {
  const product = join(parent, 'app');
  await mkdir(join(product, 'dist', 'renderer', 'assets'), { recursive: true });
  await writeFile(join(product, 'dist', 'renderer', 'index.html'), '<!doctype html><title>Neuroloom</title>');
  await writeFile(join(product, 'dist', 'renderer', 'assets', 'index.js'), 'export {};');
  await writeFile(join(product, 'secret.js'), 'export {};');
  await cp(resolve('assets', 'examples'), join(product, 'assets', 'examples'), { recursive: true });
  return product;
}

/** Runs the real main process on the stand-in, in folders of the test's own, until the test ends. */
export async function startApp(options: StartOptions = {}): Promise<AppUnderTest> {
  const folder = await temporaryFolder();
  const appFolder = options.appPath ?? (await productFolder(folder));
  const dataFolder = options.userData ?? join(folder, 'user data');
  const electron = createElectron({
    isPackaged: false,
    locale: 'en-US',
    isFirst: true,
    fork: (_file, forkOptions) => new LocalUtilityProcess(idleEngine(), forkOptions),
    ...options,
    appPath: appFolder,
    paths: { userData: dataFolder, documents: join(folder, 'Documents') },
  });
  const { argv } = process;
  Object.defineProperty(process, 'resourcesPath', { value: options.resourcesPath, configurable: true });
  process.argv = ['electron', appFolder, ...(options.args ?? [])];
  for (const name of ['NEUROLOOM_DATA', 'NEUROLOOM_DOCUMENTS'] as const)
    vi.stubEnv(name, options.env?.[name]);
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  onTestFinished(() => {
    process.argv = argv;
    Reflect.deleteProperty(process, 'resourcesPath');
    vi.unstubAllEnvs();
    vi.doUnmock('electron');
    for (const child of electron.processes) child.kill();
  });
  await import('../../../electron/main/main');
  electron.app.becomeReady();
  return {
    electron,
    appFolder,
    dataFolder,
    documentsFolder: join(folder, 'Documents', 'Neuroloom'),
    window: () =>
      vi.waitFor(() => {
        const [window] = electron.windows;
        if (!window?.isVisible()) throw new Error('There is no window yet');
        return window;
      }),
    quit: () => {
      electron.app.quit();
      return vi.waitFor(() => {
        if (!electron.app.hasQuit) throw new Error('The app has not quit yet');
      });
    },
  };
}
