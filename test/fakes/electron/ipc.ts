import { EventEmitter } from 'node:events';
import type { FakeWebContents } from './web-contents';
import { deliver } from './events';

/** A frame that sends; its parent is null for the page itself. */
export interface FakeFrame {
  readonly url: string;
  readonly parent: FakeFrame | null;
}

export interface FakeIpcEvent {
  readonly sender: FakeWebContents;
  readonly senderFrame: FakeFrame | null;
}

type Handler = (event: FakeIpcEvent, ...args: unknown[]) => unknown;

/** `ipcMain`. */
export class FakeIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  /** What `invoke` in a page gets. */
  async answer(channel: string, event: FakeIpcEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler(event, ...args));
  }
}

/** `ipcRenderer` of one document: what it sends comes from `event`'s frame, while that lives. */
export class FakeIpcRenderer extends EventEmitter {
  private readonly main: FakeIpcMain;
  private readonly event: () => FakeIpcEvent;

  constructor(main: FakeIpcMain, event: () => FakeIpcEvent) {
    super();
    this.main = main;
    this.event = event;
  }

  send(channel: string, ...args: unknown[]): void {
    deliver(args, (copy) => this.main.emit(channel, this.event(), ...(copy as unknown[])));
  }

  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      deliver(args, (copy) => {
        this.main.answer(channel, this.event(), copy as unknown[]).then(resolve, (error: unknown) => {
          reject(new Error(`Error invoking remote method '${channel}': ${String(error)}`));
        });
      });
    });
  }
}
