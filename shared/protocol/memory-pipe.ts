import type { Pipe } from './pipe';

/** Two ends of a connection within one process. Messages arrive later, in order, as they do between processes. */
export function memoryPipes(): [Pipe, Pipe] {
  const ends = [createEnd(), createEnd()] as const;
  const open = () => !ends[0].closed && !ends[1].closed;
  const pipe = (own: End, other: End): Pipe => ({
    send: (message) => void Promise.resolve().then(() => open() && other.receive(message)),
    onMessage: (listener) => own.listen(listener),
    onClose: (listener) => void own.closing.push(listener),
    close() {
      if (!open()) return;
      for (const end of ends) end.closed = true;
      for (const end of ends) for (const listener of end.closing) listener();
    },
  });
  return [pipe(ends[0], ends[1]), pipe(ends[1], ends[0])];
}

type Message = string | Uint8Array;

interface End {
  closed: boolean;
  readonly closing: (() => void)[];
  receive(message: Message): void;
  listen(listener: (message: Message) => void): void;
}

function createEnd(): End {
  const waiting: Message[] = [];
  let receiver: ((message: Message) => void) | undefined;
  return {
    closed: false,
    closing: [],
    receive(message) {
      if (receiver) receiver(message);
      else waiting.push(message);
    },
    listen(listener) {
      receiver = listener;
      for (const message of waiting.splice(0)) listener(message);
    },
  };
}
