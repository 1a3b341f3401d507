import type { WebContents } from 'electron';
import { CHANNELS } from '#shared/protocol/bridge';
import type { Pipe } from '#shared/protocol/pipe';
import { listenToPage } from './ipc';

interface PagePipe {
  readonly connection: string;
  readonly pipe: Pipe;
  receive(message: string | Uint8Array): void;
}

/**
 * Gives `attach` a pipe to every page that begins. It closes when the page is reloaded, crashes or goes away; messages of the page before a
 * reload arrive until the new one is there.
 */
export function connectPages(attach: (pipe: Pipe) => void): void {
  const pipes = new Map<WebContents, PagePipe>();
  const close = (page: WebContents) => {
    const open = pipes.get(page);
    pipes.delete(page);
    open?.pipe.close();
  };
  listenToPage(CHANNELS.connect, (page, connection) => {
    if (typeof connection !== 'string') return;
    if (pipes.has(page)) close(page);
    else {
      page.once('destroyed', () => close(page));
      page.on('render-process-gone', () => close(page));
    }
    const opened = pipeTo(page, connection);
    pipes.set(page, opened);
    attach(opened.pipe);
  });
  listenToPage(CHANNELS.message, (page, connection, message) => {
    const open = pipes.get(page);
    if (open?.connection !== connection) return;
    if (typeof message === 'string' || message instanceof Uint8Array) open?.receive(message);
  });
}

function pipeTo(page: WebContents, connection: string): PagePipe {
  let listener: ((message: string | Uint8Array) => void) | undefined;
  let closed = false;
  const closing: (() => void)[] = [];
  const send = (channel: string, ...args: unknown[]) => {
    if (!page.isDestroyed()) page.send(channel, connection, ...args);
  };
  return {
    connection,
    receive: (message) => listener?.(message),
    pipe: {
      send(message) {
        if (!closed) send(CHANNELS.message, typeof message === 'string' ? message : exactly(message));
      },
      onMessage(next) {
        listener = next;
      },
      onClose: (told) => void closing.push(told),
      close() {
        if (closed) return;
        closed = true;
        send(CHANNELS.close);
        for (const told of closing) told();
      },
    },
  };
}

/** A view is cloned with all of the buffer behind it. */
const exactly = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
