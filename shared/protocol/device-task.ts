/**
 * In Electron only the main process can start processes: the engine asks it for one in which a device is tried. What is to be computed and
 * what came of it passes through unread.
 */
export interface TaskRequest {
  readonly kind: 'device-task';
  readonly id: number;
  readonly task: unknown;
  readonly limitMs: number;
}

export interface TaskAnswer {
  readonly kind: 'device-answer';
  readonly id: number;
  readonly reply: unknown;
}

/** The engine's program with this set in its environment computes one task and ends. */
export const TASK_VARIABLE = 'NEUROLOOM_DEVICE_TASK';

export const isTaskRequest = (message: unknown): message is TaskRequest => hasKind(message, 'device-task');
export const isTaskAnswer = (message: unknown): message is TaskAnswer => hasKind(message, 'device-answer');

/** Why there is no answer. */
export const taskFailed = {
  late: (limitMs: number) => ({ failure: `it took longer than ${limitMs / 1000} s` }),
  ended: (how: string) => ({ failure: `its process ended with ${how}` }),
} as const;

const hasKind = (message: unknown, kind: string): boolean =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === kind;
