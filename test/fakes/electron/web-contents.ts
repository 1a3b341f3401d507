import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import type { Bridge } from '#shared/protocol/bridge';
import { contextBridgeTo, type World } from './context-bridge';
import { deliver, isPrevented } from './events';
import { type FakeFrame, FakeIpcRenderer } from './ipc';
import { type FakeDocument, runPreload } from './preload';
import type { FakeSystem } from './system';

/** A page that has been loaded. */
export interface LoadedPage {
  readonly url: string;
  readonly response: Response;
  readonly frame: FakeFrame;
  readonly document: FakeDocument;
  /** What the page itself sees of the preload. */
  readonly world: World;
  readonly ipc: FakeIpcRenderer;
}

type Used = Pick<
  WebContents,
  | 'copy'
  | 'cut'
  | 'delete'
  | 'isDestroyed'
  | 'loadURL'
  | 'paste'
  | 'redo'
  | 'reload'
  | 'selectAll'
  | 'send'
  | 'undo'
>;

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** `webContents`: loads pages with their preload, and can be driven as a page or a user would. */
export class FakeWebContents extends EventEmitter implements Used {
  page: LoadedPage | undefined;
  /** Edits of the text in focus. */
  readonly edits: string[] = [];
  #destroyed = false;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  private readonly system: FakeSystem;
  private readonly preloadFile: string;

  constructor(system: FakeSystem, preloadFile: string) {
    super();
    this.system = system;
    this.preloadFile = preloadFile;
    system.app.emit('web-contents-created', {}, this);
  }

  async loadURL(url: string): Promise<void> {
    const old = this.page;
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false });
    const response = await this.system.protocol.fetch(url);
    const script = await this.system.preload(this.preloadFile);
    if (this.#destroyed) return;
    if (old) old.ipc.removeAllListeners();
    const frame = { url, parent: null };
    const ipc = new FakeIpcRenderer(this.system.ipcMain, () => ({
      sender: this,
      senderFrame: this.page?.frame === frame ? frame : null,
    }));
    const world: World = {};
    const document: FakeDocument = { activeElement: null };
    this.page = { url, response, frame, document, world, ipc };
    runPreload(script, { ipcRenderer: ipc, contextBridge: contextBridgeTo(world) }, document);
    this.emit('did-navigate', {}, url, response.status, '');
    this.emit('did-finish-load', {});
  }

  /** The bridge as the page sees it. */
  get bridge(): Bridge {
    return this.page?.world['neuroloom'] as Bridge;
  }

  reload(): void {
    if (this.page) void this.loadURL(this.page.url);
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    // To the page that is there now; while there is none, to nobody.
    const { page } = this;
    deliver(args, (copy) => page?.ipc.emit(channel, {}, ...(copy as unknown[])));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.page = undefined;
    this.emit('destroyed');
  }

  /** The page follows a link; whether the window goes there. */
  follow(url: string): boolean {
    if (isPrevented(this, 'will-navigate', { url, isMainFrame: true })) return false;
    return !isPrevented(this, 'will-frame-navigate', { url, isMainFrame: true });
  }

  /** A frame inside the page goes somewhere; whether it may. */
  followInFrame(url: string): boolean {
    return !isPrevented(this, 'will-frame-navigate', { url, isMainFrame: false });
  }

  /** The page asks for a window; whether it gets one. */
  openWindow(url: string): boolean {
    return this.#openHandler({ url }).action === 'allow';
  }

  /** The page's process ends. */
  crash(reason = 'crashed'): void {
    this.page?.ipc.removeAllListeners();
    this.emit('render-process-gone', {}, { reason, exitCode: 5 });
  }

  undo = (): void => void this.edits.push('undo');
  redo = (): void => void this.edits.push('redo');
  cut = (): void => void this.edits.push('cut');
  copy = (): void => void this.edits.push('copy');
  paste = (): void => void this.edits.push('paste');
  delete = (): void => void this.edits.push('delete');
  selectAll = (): void => void this.edits.push('selectAll');
}
