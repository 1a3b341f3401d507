/**
 * Any two-way connection between processes: a WebSocket, a process's messages, Electron's ports, memory in tests.
 * Texts carry calls and events, bytes carry frames. Order is kept.
 */
export interface Pipe {
  send(message: string | Uint8Array): void;
  /** One listener; messages that came before it are queued. */
  onMessage(listener: (message: string | Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
