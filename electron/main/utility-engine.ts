import { utilityProcess } from 'electron';
import type { Pipe } from '#shared/protocol/pipe';
import type { EngineProcess } from '../backend/engine-process';
import { answerDeviceTasks } from './device-tasks';

/** Starts the engine's bundle as a utility process. Called when the app is ready. */
export function startUtilityEngine(
  file: string,
  folders: { readonly assetsFolder: string; readonly dataFolder: string },
): EngineProcess {
  const child = utilityProcess.fork(file, [], {
    serviceName: 'Neuroloom engine',
    stdio: 'inherit',
    env: { ...process.env, NEUROLOOM_ASSETS: folders.assetsFolder, NEUROLOOM_DATA: folders.dataFolder },
  });
  answerDeviceTasks(child, file);
  const exits: ((reason: string) => void)[] = [];
  let ended = false;
  child.once('exit', (code) => {
    ended = true;
    for (const listener of exits) listener(`exit code ${code}`);
  });
  const kill = () => {
    // A process that is still starting has no number to be ended by.
    if (!ended && !child.kill()) child.once('spawn', () => child.kill());
  };
  const pipe: Pipe = {
    send: (message) => {
      if (!ended) child.postMessage(message, []);
    },
    onMessage: (listener) => {
      child.on('message', (message: unknown) => {
        if (typeof message === 'string' || message instanceof Uint8Array) listener(message);
      });
    },
    onClose: (listener) => void exits.push(listener),
    // The port has no end of its own; the process ends with it.
    close: kill,
  };
  return { pipe, onExit: (listener) => void exits.push(listener), kill };
}
