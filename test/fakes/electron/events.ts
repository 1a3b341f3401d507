import { EventEmitter } from 'node:events';

/** What Electron gives listeners first; some can be prevented. */
export interface FakeEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export const fakeEvent = <T extends object>(details?: T): FakeEvent & T => {
  const event = {
    ...(details as T),
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
};

/** Tells listeners of an event that can be prevented; whether one did. */
export function isPrevented(
  emitter: EventEmitter,
  name: string,
  details: object = {},
  ...args: unknown[]
): boolean {
  const event = fakeEvent(details);
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}

/** Between processes everything arrives later, in order, as a copy. */
export function deliver(message: unknown, receive: (copy: unknown) => void): void {
  const copy: unknown = structuredClone(message);
  setImmediate(() => receive(copy));
}
