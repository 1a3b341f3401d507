import type { Pipe } from '#shared/protocol/pipe';

/** Electron's `process.parentPort` of a utility process, as far as it is used here. */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

type Message = string | Uint8Array;

/** Undefined outside Electron. */
export const electronPort = (): ParentPort | undefined =>
  (process as unknown as { readonly parentPort?: ParentPort }).parentPort;

/**
 * The pipe to the process that started this one: Electron's utility process port, or the messages of a forked child with
 * `serialization: 'advanced'`. Undefined when nobody started it that way.
 */
export function parentPipe(): Pipe | undefined {
  const port = electronPort();
  if (port)
    return queued(
      (receive) => port.on('message', ({ data }) => receive(data)),
      (message) => port.postMessage(message),
    );
  const send = process.send?.bind(process);
  if (!send) return undefined;
  return queued(
    (receive) => process.on('message', receive),
    (message) => {
      // The callback keeps a message to a parent that has just gone from becoming an uncaught error.
      if (process.connected) send(message, undefined, undefined, () => undefined);
    },
  );
}

function queued(subscribe: (receive: (data: unknown) => void) => void, send: Pipe['send']): Pipe {
  const waiting: Message[] = [];
  let listener: ((message: Message) => void) | undefined;
  subscribe((data) => {
    if (typeof data !== 'string' && !(data instanceof Uint8Array)) return;
    if (listener) listener(data);
    else waiting.push(data);
  });
  return {
    send,
    onMessage(next) {
      listener = next;
      for (const message of waiting.splice(0)) next(message);
    },
    onClose(closed) {
      process.once('disconnect', closed);
    },
    close() {
      if (process.connected) process.disconnect();
    },
  };
}
