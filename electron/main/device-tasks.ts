import { type UtilityProcess, utilityProcess } from 'electron';
import {
  isTaskGivenUp,
  isTaskRequest,
  TASK_VARIABLE,
  taskFailed,
  type TaskAnswer,
} from '#shared/protocol/device-task';

/** Starts a process for each task that the engine wants computed apart from itself, and ends it with its answer, when it is late, or when it is given up. */
export function answerDeviceTasks(engine: UtilityProcess, file: string): void {
  const running = new Map<number, (reply: unknown) => void>();
  engine.on('message', (message: unknown) => {
    if (isTaskGivenUp(message)) running.get(message.id)?.(taskFailed.givenUp());
    if (!isTaskRequest(message)) return;
    const { id, task, limitMs } = message;
    const child = utilityProcess.fork(file, [], {
      serviceName: 'Neuroloom device check',
      stdio: 'ignore',
      env: { ...process.env, [TASK_VARIABLE]: '1' },
    });
    let isOver = false;
    const stop = () => void child.kill();
    const end = (reply: unknown) => {
      if (isOver) return;
      isOver = true;
      running.delete(id);
      clearTimeout(timer);
      engine.off('exit', stop);
      child.kill();
      engine.postMessage({ kind: 'device-answer', id, reply } satisfies TaskAnswer, []);
    };
    const timer = setTimeout(() => end(taskFailed.late(limitMs)), limitMs);
    running.set(id, end);
    child.once('spawn', () => child.postMessage(task, []));
    child.once('message', end);
    child.once('exit', (code) => end(taskFailed.ended(`exit code ${code}`)));
    engine.once('exit', stop);
  });
}
