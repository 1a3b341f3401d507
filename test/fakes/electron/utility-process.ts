import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import { deliver } from './events';

/** `process.parentPort` in a utility process. */
export class FakeParentPort extends EventEmitter {
  private readonly toParent: (message: unknown) => void;

  constructor(toParent: (message: unknown) => void) {
    super();
    this.toParent = toParent;
  }

  postMessage(message: unknown): void {
    deliver(message, this.toParent);
  }
}

/** Runs what a utility process would; returns what ends it. */
export type UtilityProgram = (port: FakeParentPort, options: ForkOptions) => void;

/** `utilityProcess.fork`'s process. */
export abstract class FakeUtilityProcess extends EventEmitter {
  abstract readonly pid: number | undefined;
  abstract postMessage(message: unknown): void;
  abstract kill(): boolean;
  /** The process ends of itself. */
  abstract end(code: number): void;
  hasEnded = false;
}

/** A utility process inside the test's own process. */
export class LocalUtilityProcess extends FakeUtilityProcess {
  pid: number | undefined;
  readonly #port: FakeParentPort;

  constructor(program: UtilityProgram, options: ForkOptions) {
    super();
    this.#port = new FakeParentPort((message) => this.pid !== undefined && this.emit('message', message));
    setImmediate(() => {
      this.pid = 4711;
      this.emit('spawn');
      program(this.#port, options);
    });
  }

  postMessage(message: unknown): void {
    // Until the process listens, the port keeps what comes.
    deliver(message, (data) => this.#port.emit('message', { data }));
  }

  kill(): boolean {
    if (this.pid === undefined) return false;
    this.end(15);
    return true;
  }

  end(code: number): void {
    this.pid = undefined;
    this.hasEnded = true;
    setImmediate(() => this.emit('exit', code));
  }
}

/** A utility process that is one: a process of Node's with a `process.parentPort`. */
export class ForkedUtilityProcess extends FakeUtilityProcess {
  readonly #child: ChildProcess;

  constructor(file: string, options: ForkOptions) {
    super();
    const preparation = fileURLToPath(new URL('parent-port.mjs', import.meta.url));
    this.#child = fork(file, [], {
      env: { ...process.env, ...(options.env as NodeJS.ProcessEnv) },
      execArgv: ['--import', preparation],
      serialization: 'advanced',
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code, signal) => {
      this.hasEnded = true;
      this.emit('exit', code ?? (signal === 'SIGTERM' ? 15 : 9));
    });
  }

  get pid(): number | undefined {
    return this.hasEnded ? undefined : this.#child.pid;
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object);
  }

  kill(): boolean {
    return this.#child.kill();
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}
