import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { isPrevented } from './events';

export interface AppOptions {
  /** Folder of the app's package.json. */
  readonly appPath: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly isPackaged: boolean;
  readonly locale: string;
  /** Whether this is the first app that runs. */
  readonly isFirst: boolean;
}

/** The windows, as far as the app's end depends on them. */
export interface OpenWindows {
  readonly count: number;
  closeAll(): void;
}

type Used = Pick<
  App,
  | 'getAppPath'
  | 'getLocale'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setPath'
  | 'whenReady'
>;

/** `app`: becomes ready when told to, and quits in Electron's order. */
export class FakeApp extends EventEmitter implements Used {
  readonly isPackaged: boolean;
  hasQuit = false;
  #ready = false;
  #quitting = false;
  readonly #paths: Record<string, string>;

  private readonly options: AppOptions;
  private readonly windows: OpenWindows;

  constructor(options: AppOptions, windows: OpenWindows) {
    super();
    this.options = options;
    this.windows = windows;
    this.isPackaged = options.isPackaged;
    this.#paths = { ...options.paths };
  }

  becomeReady(): void {
    this.#ready = true;
    this.emit('ready', {}, {});
  }

  isReady(): boolean {
    return this.#ready;
  }

  whenReady(): Promise<void> {
    return this.#ready
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.once('ready', () => resolve());
        });
  }

  getAppPath(): string {
    return this.options.appPath;
  }

  getLocale(): string {
    if (!this.#ready) throw new Error('The locale is known when the app is ready');
    return this.options.locale;
  }

  getVersion(): string {
    return '1.2.3';
  }

  getPath(name: string): string {
    const path = this.#paths[name];
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths[name] = path;
  }

  setAppUserModelId(): void {}

  requestSingleInstanceLock(): boolean {
    return this.options.isFirst;
  }

  quit(): void {
    if (this.hasQuit || isPrevented(this, 'before-quit')) return;
    this.#quitting = true;
    if (this.windows.count === 0) this.#end();
    else this.windows.closeAll();
  }

  /** A window that stays open calls the quitting off. */
  closeWasPrevented(): void {
    this.#quitting = false;
  }

  lastWindowClosed(): void {
    if (this.#quitting) this.#end();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  #end(): void {
    if (isPrevented(this, 'will-quit')) {
      this.#quitting = false;
      return;
    }
    this.hasQuit = true;
    this.emit('quit', {}, 0);
  }
}
