import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { TASK_VARIABLE } from '#shared/protocol/device-task';
import { serve } from '#shared/protocol/rpc';
import { loadDataset } from './data/load';
import { createDeviceTrainer } from './device-trainer';
import { createDevices } from './devices/devices';
import { processTasks, serveTasks } from './devices/task-process';
import { createOnnxForward } from './onnx-forward';
import { parentPipe } from './process-pipe';
import { createSession } from './session';
import { yieldToApp } from './yield-to-app';

/**
 * The engine process: trains and answers the `engine.*` calls of the process that started it, and ends with it. Reads the
 * folders it works with from NEUROLOOM_ASSETS and NEUROLOOM_DATA.
 */
function main(): void {
  if (process.env[TASK_VARIABLE]) {
    serveTasks();
    return;
  }
  const { NEUROLOOM_ASSETS: assets, NEUROLOOM_DATA: dataFolder } = process.env;
  const pipe = parentPipe();
  if (!pipe || !assets || !dataFolder) {
    process.stderr.write(
      'The engine is started by Neuroloom, with NEUROLOOM_ASSETS and NEUROLOOM_DATA set.\n',
    );
    process.exit(2);
  }
  // Ctrl+C in a terminal reaches every process of the group; the one that started this one decides what it means.
  process.on('SIGINT', () => undefined);
  // The process that started this one tells the user; a stack trace would only be in the way.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`The engine failed: ${error.message}\n`);
    process.exit(1);
  });
  yieldToApp();

  const runTask = processTasks(fileURLToPath(import.meta.url));
  const devices = createDevices(runTask);
  const session = createSession({
    dataFolder,
    loadDataset: (config) => loadDataset(config, { assets, cacheFolder: join(dataFolder, 'unpacked') }),
    createTrainer: (source, initial, batch) => createDeviceTrainer(source, initial, batch, devices),
    createForward: ({ source, target, metrics }) =>
      createOnnxForward(source, target, metrics, devices.known(source.training.device)),
    devices,
    runTask,
    emit: (name, payload) => server.emit(name, payload),
    sendFrame: (frame) => server.sendFrame(frame),
    now: () => performance.now(),
  });
  const server = serve(pipe, session.handlers);
  pipe.onClose(() => process.exit(0));
}

main();
