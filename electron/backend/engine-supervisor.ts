import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';
import {
  type ApiInput,
  type ApiName,
  type ApiOutput,
  type EventName,
  type EventPayload,
  EVENTS,
} from '#shared/protocol/api';
import { type Client, connect } from '#shared/protocol/rpc';
import type { EngineProcess, LaunchEngine } from './engine-process';
import { watchHeartbeat } from './heartbeat';

type ProcessState = EventPayload<'engine.process'>;

/** The engine's events, of which pages hear all; of its process the supervisor speaks itself. */
const FORWARDED = (Object.keys(EVENTS) as EventName[]).filter(
  (name) => name !== 'engine.process' && name !== 'projects.changed',
);

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
  /** Of the latest run; its checkpoints are in the folder of that name. */
  let runId: string | null = null;
  let closing = false;

  function become(next: ProcessState): void {
    state = next;
    options.emit('engine.process', next);
  }

  function start(): Promise<void> {
    become({ state: 'starting', message: null, recoverable: null });
    const process = options.launch();
    const client = connect(process.pipe);
    current = { process, client };
    for (const name of FORWARDED) {
      client.on(name, (payload) => {
        if ('runId' in payload && typeof payload.runId === 'string') ({ runId } = payload);
        options.emit(name, payload);
      });
    }
    client.onFrameBytes((bytes) => options.sendFrameBytes(bytes));
    let hung = false;
    const stopHeartbeat = watchHeartbeat(client, () => {
      hung = true;
      process.kill();
    });
    process.onExit((reason) => {
      stopHeartbeat();
      client.close();
      if (current?.process !== process) return;
      current = undefined;
      if (closing) return;
      become({
        state: 'crashed',
        ...(hung ? { message: HUNG } : { message: endedWith(reason), detail: reason }),
        recoverable: runId === null ? null : readCheckpoint(join(options.runsFolder, runId)),
      });
    });
    // The first answer shows that it is up.
    return client
      .call('engine.status', {})
      .then(() => {
        if (current?.client === client) become({ state: 'ready', message: null, recoverable: null });
      })
      .catch(() => undefined);
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

const HUNG: Localized = {
  en: 'The training engine no longer answered and was ended. Your drawing is safe.',
  ko: '학습 엔진이 응답하지 않아 종료했습니다. 그림은 그대로 있습니다.',
};

const ENDED: Localized = {
  en: 'The training engine ended unexpectedly. Your drawing is safe.',
  ko: '학습 엔진이 예기치 않게 끝났습니다. 그림은 그대로 있습니다.',
};

/** How systems, and V8, end a process that takes more memory than there is. */
const OUT_OF_MEMORY: ReadonlySet<string> = new Set(['SIGKILL', 'SIGABRT', 'exit code 134', 'exit code 137']);

const endedWith = (reason: string): Localized =>
  OUT_OF_MEMORY.has(reason)
    ? {
        en: `${ENDED.en} Often there was not enough memory: a smaller batch takes less.`,
        ko: `${ENDED.ko} 메모리가 부족했을 때가 많습니다. 배치 크기를 줄이면 메모리를 덜 씁니다.`,
      }
    : ENDED;

/** The part of a run's description that says how far its checkpoint is. */
const runFileSchema = z.object({ epoch: z.number(), step: z.number() });

/** The checkpoint in a folder, as far as there is a whole one. */
function readCheckpoint(folder: string): ProcessState['recoverable'] {
  try {
    const text = readFileSync(join(folder, 'run.json'), 'utf8');
    return { folder, ...runFileSchema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}
