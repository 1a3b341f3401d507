import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { isPrevented } from './events';
import type { FakeSystem } from './system';
import { FakeWebContents } from './web-contents';

type Used = Pick<
  BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'hide'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'show'
>;

/** `BrowserWindow`, which keeps the options it was made with. */
export class FakeBrowserWindow extends EventEmitter implements Used {
  readonly webContents: FakeWebContents;
  bounds: Rectangle;
  #visible: boolean;
  #focused = false;
  #minimized = false;
  #maximized = false;
  #destroyed = false;

  private readonly system: FakeSystem;
  readonly options: BrowserWindowConstructorOptions;

  constructor(system: FakeSystem, options: BrowserWindowConstructorOptions) {
    super();
    this.system = system;
    this.options = options;
    if (!system.app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const { x = 100, y = 50, width = 800, height = 600, show = true } = options;
    this.bounds = { x, y, width, height };
    this.#visible = show;
    system.windows.push(this);
    this.webContents = new FakeWebContents(system, options.webPreferences?.preload ?? '');
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.#focused = true;
  }

  hide(): void {
    this.#visible = false;
    this.#focused = false;
  }

  focus(): void {
    this.#focused = this.#visible && !this.#minimized;
  }

  blur(): void {
    this.#focused = false;
  }

  minimize(): void {
    this.#minimized = true;
    this.#focused = false;
  }

  restore(): void {
    this.#minimized = false;
  }

  maximize(): void {
    this.#maximized = true;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }

  close(): void {
    if (isPrevented(this, 'close')) this.system.app.closeWasPrevented();
    else this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.destroy();
    this.system.windows.splice(this.system.windows.indexOf(this), 1);
    this.emit('closed');
    if (this.system.windows.length === 0) this.system.app.lastWindowClosed();
  }
}
