import { fork } from 'node:child_process';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import type { ProjectFile } from '#shared/project/schema';
import type { Pipe } from '#shared/protocol/pipe';
import { connect, type Client } from '#shared/protocol/rpc';
import { assetsFolder, dataFolder, engineFile } from './folders';
import { printDiagnostic } from './terminal';

/** An engine process of this command's own. */
export interface Engine extends Pick<Client, 'call' | 'on'> {
  /** Rejects when the process ends before `close`. */
  readonly crashed: Promise<never>;
  close(): void;
}

/** Starts the engine; it ends with `close`, or with this process. */
export function startEngine(): Engine {
  const child = fork(engineFile(), [], {
    serialization: 'advanced',
    env: { ...process.env, NEUROLOOM_ASSETS: assetsFolder(), NEUROLOOM_DATA: dataFolder() },
  });
  let closing = false;
  const crashed = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new DiagnosticError(engineEnded(error.message))));
    child.on('exit', (code, signal) => {
      if (!closing) reject(new DiagnosticError(engineEnded(signal ?? `exit code ${code}`)));
    });
  });
  // Commands race with it; one that does not is told by its own call.
  crashed.catch(() => undefined);
  const pipe: Pipe = {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        if (typeof message === 'string' || message instanceof Uint8Array) listener(message);
      });
    },
    onClose: (listener) => {
      child.once('exit', listener);
    },
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
  const client = connect(pipe);
  return {
    call: (name, input) => Promise.race([client.call(name, input), crashed]),
    on: client.on,
    crashed,
    close() {
      closing = true;
      client.close();
      pipe.close();
    },
  };
}

/** Runs `work` with an engine that has this project and computes on so many threads; problems are printed, and errors end the command. */
export async function withEngine<T>(
  project: ProjectFile,
  threads: number | undefined,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = startEngine();
  try {
    if (threads !== undefined) await engine.call('engine.setThreads', { threads });
    const { diagnostics } = await engine.call('engine.setProject', { project });
    requireNoErrors(diagnostics);
    return await work(engine);
  } finally {
    engine.close();
  }
}

/** Prints everything but the first error, which is thrown. */
export function requireNoErrors(diagnostics: readonly Diagnostic[]): void {
  const error = diagnostics.find(({ severity }) => severity === 'error');
  for (const diagnostic of diagnostics) if (diagnostic !== error) printDiagnostic(diagnostic);
  if (error) throw new DiagnosticError(error);
}

const engineEnded = (reason: string): Diagnostic => ({
  code: 'engine-ended',
  severity: 'error',
  message: {
    en: 'The engine process ended unexpectedly. Run the command again.',
    ko: '엔진 프로세스가 예기치 않게 끝났습니다. 명령을 다시 실행하세요.',
  },
  detail: reason,
});
