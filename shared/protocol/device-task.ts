import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';

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

/** The answer to this task is not wanted any more: its process is to be ended. */
export interface TaskGivenUp {
  readonly kind: 'device-task-given-up';
  readonly id: number;
}

export interface TaskAnswer {
  readonly kind: 'device-answer';
  readonly id: number;
  readonly reply: unknown;
}

/** The engine's program with this set in its environment computes one task and ends. */
export const TASK_VARIABLE = 'NEUROLOOM_DEVICE_TASK';

export const isTaskRequest = (message: unknown): message is TaskRequest => hasKind(message, 'device-task');
export const isTaskGivenUp = (message: unknown): message is TaskGivenUp =>
  hasKind(message, 'device-task-given-up');
export const isTaskAnswer = (message: unknown): message is TaskAnswer => hasKind(message, 'device-answer');

/** There is no answer, and why. */
interface TaskFailure {
  readonly failure: Localized;
}

/** What a computation itself says of its failure; drivers and ONNX Runtime have one language. */
export function taskFailure(error: unknown): TaskFailure {
  if (error instanceof DiagnosticError) return { failure: error.diagnostic.message };
  const message = error instanceof Error ? error.message : String(error);
  return { failure: { en: message, ko: message } };
}

/** Why no answer came. */
export const taskFailed = {
  late: (limitMs: number): TaskFailure => ({
    failure: { en: `longer than ${limitMs / 1000} s`, ko: `${limitMs / 1000}초 초과` },
  }),
  givenUp: (): TaskFailure => ({ failure: { en: 'given up', ko: '취소함' } }),
  ended: (how: string): TaskFailure => ({
    failure: { en: `its process ended with ${how}`, ko: `프로세스가 끝남: ${how}` },
  }),
} as const;

const hasKind = (message: unknown, kind: string): boolean =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === kind;
