import { fork } from 'node:child_process';
import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';
import {
  isTaskAnswer,
  TASK_VARIABLE,
  taskFailed,
  taskFailure,
  type TaskGivenUp,
  type TaskRequest,
} from '#shared/protocol/device-task';
import { electronPort } from '../process-pipe';
import { runTask } from './run-task';
import type { DeviceAnswer, DeviceTask, RunTask } from './task';

/** What comes back from a process that computes a task. */
type Reply = { readonly answer: DeviceAnswer } | { readonly failure: Localized };

/** Computes tasks with the engine's program `file`, each in a process of its own, of which nothing is left afterwards. */
export const processTasks = (file: string): RunTask => (electronPort() ? relayedTasks() : forkedTasks(file));

export const forkedTasks =
  (file: string): RunTask =>
  (task, limitMs, giveUp) =>
    new Promise((resolve, reject) => {
      const child = fork(file, [], {
        serialization: 'advanced',
        // What drivers print is nobody's business.
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, [TASK_VARIABLE]: '1' },
      });
      const timer = setTimeout(() => end(taskFailed.late(limitMs)), limitMs);
      function end(reply: Reply): void {
        clearTimeout(timer);
        giveUp?.removeEventListener('abort', stop);
        child.kill('SIGKILL');
        settle(reply, resolve, reject);
      }
      const stop = () => end(taskFailed.givenUp());
      giveUp?.addEventListener('abort', stop);
      if (giveUp?.aborted) stop();
      child.on('message', (reply) => end(reply as Reply));
      child.on('error', (error) => end(taskFailure(error)));
      child.on('exit', (code, signal) => end(taskFailed.ended(signal ?? `exit code ${code}`)));
      child.send(task, () => undefined);
    });

/** Through Electron's main process, which alone can start others. */
function relayedTasks(): RunTask {
  const port = electronPort()!;
  const waiting = new Map<number, (reply: Reply) => void>();
  let count = 0;
  port.on('message', ({ data }) => {
    if (!isTaskAnswer(data)) return;
    waiting.get(data.id)?.(data.reply as Reply);
    waiting.delete(data.id);
  });
  return (task, limitMs, giveUp) =>
    new Promise((resolve, reject) => {
      const id = count++;
      const stop = () => port.postMessage({ kind: 'device-task-given-up', id } satisfies TaskGivenUp);
      waiting.set(id, (reply) => {
        giveUp?.removeEventListener('abort', stop);
        settle(reply, resolve, reject);
      });
      port.postMessage({ kind: 'device-task', id, task, limitMs } satisfies TaskRequest);
      giveUp?.addEventListener('abort', stop);
      if (giveUp?.aborted) stop();
    });
}

function settle(reply: Reply, resolve: (answer: DeviceAnswer) => void, reject: (error: Error) => void): void {
  if ('answer' in reply) resolve(reply.answer);
  else reject(new DiagnosticError({ code: 'device-task-failed', severity: 'error', message: reply.failure }));
}

/** The other end, where the environment asks for it: answers the tasks of the process that started this one. */
export function serveTasks(): void {
  const answer = (task: unknown, send: (reply: Reply) => void): void => {
    runTask(task as DeviceTask)
      .then((found) => send({ answer: found }))
      .catch((error: unknown) => send(taskFailure(error)));
  };
  const port = electronPort();
  if (port) port.on('message', ({ data }) => answer(data, (reply) => port.postMessage(reply)));
  else {
    process.on('message', (task) => answer(task, (reply) => process.send?.(reply)));
    // Nobody waits for the answer any more.
    process.on('disconnect', () => process.exit(0));
  }
}
