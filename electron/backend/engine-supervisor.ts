import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError } from '#shared/graph/diagnostic';
import type { ApiInput, ApiName, ApiOutput, EventName, EventPayload } from '#shared/protocol/api';
import { type Client, connect } from '#shared/protocol/rpc';
import type { EngineProcess, LaunchEngine } from './engine-process';

type ProcessState = EventPayload<'engine.process'>;

/** The engine's events that pages hear of. */
const FORWARDED = ['run.state', 'run.steps', 'run.epoch', 'run.end', 'diagnostic'] as const;

const HEARTBEAT_MS = 5_000;
/** A chunk of a huge network may keep the engine from answering for long; only then it counts as hung. */
const HUNG_MS = 120_000;

export interface EngineSupervisor {
  call<N extends ApiName>(name: N, input: ApiInput<N>): Promise<ApiOutput<N>>;
  readonly state: ProcessState;
  restart(): Promise<void>;
  close(): void;
}

export interface SupervisorOptions {
  readonly launch: LaunchEngine;
  /** Where the engine keeps the checkpoints of runs. */
  readonly runsFolder: string;
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  sendFrameBytes(bytes: Uint8Array): void;
}

const NOT_RUNNING = new DiagnosticError({
  code: 'engine-not-running',
  severity: 'error',
  message: {
    en: 'The training engine is not running. Restart it to go on.',
    ko: '학습 엔진이 실행되고 있지 않습니다. 다시 시작하면 이어서 할 수 있습니다.',
  },
});

/**
 * Keeps one engine process: tells pages when it starts, ends or hangs, names the checkpoint that a crashed run can be resumed from,
 * and starts it again when asked to. A crash never reaches the pages as anything but an event.
 */
export function superviseEngine(options: SupervisorOptions): EngineSupervisor {
  let state: ProcessState = { state: 'starting', message: null, recoverable: null };
  let current: { readonly process: EngineProcess; readonly client: Client } | undefined;
  let lastRun: { readonly runId: string; readonly epoch: number; readonly step: number } | undefined;
  let closing = false;

  function become(next: ProcessState): void {
    state = next;
    options.emit('engine.process', next);
  }

  function recoverable(): ProcessState['recoverable'] {
    if (!lastRun) return null;
    const folder = join(options.runsFolder, lastRun.runId);
    return existsSync(join(folder, 'run.json')) ? { folder, epoch: lastRun.epoch, step: lastRun.step } : null;
  }

  function start(): Promise<void> {
    become({ state: 'starting', message: null, recoverable: null });
    const process = options.launch();
    const client = connect(process.pipe);
    current = { process, client };
    for (const name of FORWARDED) {
      client.on(name, (payload) => {
        if (name === 'run.epoch') {
          const { runId, epoch, step } = payload as EventPayload<'run.epoch'>;
          lastRun = { runId, epoch, step };
        }
        options.emit(name, payload);
      });
    }
    client.onFrameBytes((bytes) => options.sendFrameBytes(bytes));
    const stopHeartbeat = watch(client, process);
    process.onExit((reason) => {
      stopHeartbeat();
      client.close();
      if (current?.process !== process) return;
      current = undefined;
      if (closing) return;
      become({
        state: 'crashed',
        message: {
          en: `The training engine ended unexpectedly (${reason}). Your drawing is safe.`,
          ko: `학습 엔진이 예기치 않게 끝났습니다(${reason}). 그림은 그대로 있습니다.`,
        },
        recoverable: recoverable(),
      });
    });
    // The first answer shows that it is up.
    return client
      .call('engine.status', {})
      .then(() => become({ state: 'ready', message: null, recoverable: null }))
      .catch(() => undefined);
  }

  /** Ends a process that has not answered for too long. */
  function watch(client: Client, process: EngineProcess): () => void {
    let answered = Date.now();
    let waiting = false;
    const timer = setInterval(() => {
      if (waiting) {
        if (Date.now() - answered > HUNG_MS) process.kill();
        return;
      }
      waiting = true;
      const done = () => {
        waiting = false;
        answered = Date.now();
      };
      client.call('engine.status', {}).then(done, done);
    }, HEARTBEAT_MS);
    timer.unref();
    return () => clearInterval(timer);
  }

  void start();
  return {
    get state() {
      return state;
    },
    call(name, input) {
      return current ? current.client.call(name, input) : Promise.reject(NOT_RUNNING);
    },
    async restart() {
      const old = current;
      current = undefined;
      old?.process.kill();
      await start();
    },
    close() {
      closing = true;
      current?.client.close();
      current?.process.kill();
      current = undefined;
    },
  };
}
