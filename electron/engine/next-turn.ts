import { setImmediate } from 'node:timers/promises';

/** Lets waiting messages in; ONNX Runtime's `run` holds the thread for as long as it computes. */
export const nextTurn = (): Promise<void> => setImmediate();
