import type { EventName, EventPayload, RunState } from '#shared/protocol/api';
import { memoryPipes } from '#shared/protocol/memory-pipe';
import { type Handlers, serve } from '#shared/protocol/rpc';
import type { EngineProcess } from '../../electron/backend/engine-process';

export const IDLE: RunState = {
  runId: null,
  state: 'idle',
  epoch: 0,
  epochs: 0,
  step: 0,
  stepsPerEpoch: 0,
  stepInEpoch: 0,
  secondsLeft: null,
  samplesPerSecond: null,
  msPerStep: null,
  device: null,
};

/** An engine process that lives in this one. */
export interface FakeEngine extends EngineProcess {
  readonly alive: boolean;
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  sendFrameBytes(bytes: Uint8Array): void;
  /** Ends as a process does that nobody asked to. */
  crash(reason: string): void;
}

/** Answers `engine.status`, and whatever else `handlers` answer. */
export function fakeEngine(handlers: Partial<Handlers> = {}): FakeEngine {
  const [near, far] = memoryPipes();
  const server = serve(far, { 'engine.status': () => IDLE, ...handlers });
  const exits: ((reason: string) => void)[] = [];
  let alive = true;
  const end = (reason: string) => {
    if (!alive) return;
    alive = false;
    far.close();
    for (const listener of exits) listener(reason);
  };
  return {
    pipe: near,
    get alive() {
      return alive;
    },
    onExit: (listener) => void exits.push(listener),
    kill: () => end('SIGKILL'),
    crash: end,
    emit: server.emit,
    sendFrameBytes: server.sendFrameBytes,
  };
}
