import { fork } from 'node:child_process';
import type { Pipe } from '#shared/protocol/pipe';
import type { EngineProcess } from './engine-process';

/** Starts the engine's bundle as a child of a plain Node process. */
export function forkEngine(
  file: string,
  folders: { readonly assetsFolder: string; readonly dataFolder: string },
): EngineProcess {
  const child = fork(file, [], {
    serialization: 'advanced',
    // A session of its own, whose share of the cores it can lower. On Windows it would open a console.
    detached: process.platform === 'linux',
    env: { ...process.env, NEUROLOOM_ASSETS: folders.assetsFolder, NEUROLOOM_DATA: folders.dataFolder },
  });
  const exits: ((reason: string) => void)[] = [];
  let ended = false;
  const end = (reason: string) => {
    if (ended) return;
    ended = true;
    for (const listener of exits) listener(reason);
  };
  child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  child.on('error', (error) => end(error.message));
  const pipe: Pipe = {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        if (typeof message === 'string' || message instanceof Uint8Array) listener(message);
      });
    },
    onClose: (listener) => void exits.push(listener),
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
  return {
    pipe,
    onExit: (listener) => void exits.push(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
