import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Localized } from '#shared/graph/diagnostic';
import { TASK_VARIABLE, taskFailed } from '#shared/protocol/device-task';
import type { DeviceAnswer, DeviceTask } from '../../electron/engine/devices/task';
import { ENGINE_FILE } from './programs';

/** Chromium's graphics card made of software, where Debian puts it. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

export const HAS_SOFTWARE_DRIVER = existsSync(SOFTWARE_DRIVER);

/** With it WebGPU finds the software driver, or else what the machine has. */
export const WEBGPU_ENVIRONMENT: NodeJS.ProcessEnv = HAS_SOFTWARE_DRIVER
  ? { VK_ICD_FILENAMES: SOFTWARE_DRIVER, LD_LIBRARY_PATH: dirname(SOFTWARE_DRIVER) }
  : {};

type Reply = { readonly answer: DeviceAnswer } | { readonly failure: Localized };

/** Computes one task after the other in a process that is started anew when one has ended it. */
export function startTaskProcess(env: NodeJS.ProcessEnv) {
  let child: ChildProcess | undefined;
  const started = (): ChildProcess => {
    if (!child?.connected)
      child = fork(ENGINE_FILE, [], {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, ...env, [TASK_VARIABLE]: '1' },
      });
    return child;
  };
  return {
    compute: (task: DeviceTask): Promise<Reply> =>
      new Promise((resolve) => {
        const process = started();
        const end = (reply: Reply) => {
          process.off('message', end);
          process.off('exit', died);
          resolve(reply);
        };
        const died = (code: number | null, signal: string | null) =>
          end(taskFailed.ended(String(signal ?? code)));
        process.on('message', end);
        process.on('exit', died);
        process.send(task);
      }),
    stop: () => void child?.kill('SIGKILL'),
  };
}
