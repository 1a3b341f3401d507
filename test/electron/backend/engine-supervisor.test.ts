import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DiagnosticError } from '#shared/graph/diagnostic';
import type { EventPayload } from '#shared/protocol/api';
import { type EngineSupervisor, superviseEngine } from '../../../electron/backend/engine-supervisor';
import { type FakeEngine, fakeEngine, IDLE } from '../../fakes/fake-engine';
import { temporaryFolder } from '../../fakes/temporary-folder';

type Told = readonly [name: string, payload: object];

/** A supervisor of fake engines, and what it tells the pages. */
function supervised(options: { runsFolder?: string; make?: () => FakeEngine } = {}) {
  const engines: FakeEngine[] = [];
  const told: Told[] = [];
  const frames: Uint8Array[] = [];
  const supervisor: EngineSupervisor = superviseEngine({
    runsFolder: options.runsFolder ?? '/none',
    launch: () => {
      const engine = options.make?.() ?? fakeEngine();
      engines.push(engine);
      return engine;
    },
    emit: (name, payload) => told.push([name, payload]),
    sendFrameBytes: (bytes) => frames.push(bytes),
  });
  const states = () =>
    told
      .filter(([name]) => name === 'engine.process')
      .map(([, payload]) => (payload as EventPayload<'engine.process'>).state);
  return { supervisor, engines, told, frames, states };
}

/** Lets messages under way arrive. */
const settle = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.catch((reason: unknown) => reason);
  return error instanceof DiagnosticError ? error.diagnostic.code : String(error);
}

describe('an engine', () => {
  test('is started at once and ready with its first answer', async () => {
    const { states, engines } = supervised();
    expect([states(), engines.length]).toEqual([['starting'], 1]);
    await settle();
    expect(states()).toEqual(['starting', 'ready']);
  });

  test('gets calls, and its events and frames go to the pages', async () => {
    const { supervisor, engines, told, frames } = supervised();
    await settle();
    expect(await supervisor.call('engine.status', {})).toEqual(IDLE);
    engines[0]!.emit('run.state', { ...IDLE, state: 'running' });
    engines[0]!.sendFrameBytes(Uint8Array.of(1));
    await settle();
    expect(told.at(-1)).toEqual(['run.state', { ...IDLE, state: 'running' }]);
    expect(frames).toEqual([Uint8Array.of(1)]);
  });

  test('is ended with the app, in silence', async () => {
    const { supervisor, engines, states } = supervised();
    await settle();
    supervisor.close();
    await settle();
    expect([engines[0]!.alive, states()]).toEqual([false, ['starting', 'ready']]);
  });
});

describe('a crash', () => {
  test('is told with its reason, and calls fail with a Diagnostic', async () => {
    const { supervisor, engines, told } = supervised();
    await settle();
    const call = supervisor.call('engine.status', {});
    engines[0]!.crash('SIGSEGV');
    expect(await codeOf(call)).toBe('connection-lost');
    expect(told.at(-1)).toEqual([
      'engine.process',
      {
        state: 'crashed',
        message: {
          en: 'The training engine ended unexpectedly. Your drawing is safe.',
          ko: '학습 엔진이 예기치 않게 끝났습니다. 그림은 그대로 있습니다.',
        },
        detail: 'SIGSEGV',
        recoverable: null,
      },
    ]);
    expect(await codeOf(supervisor.call('engine.status', {}))).toBe('engine-not-running');
  });

  test('of a run names its checkpoint, from the first one on', async () => {
    const runsFolder = await temporaryFolder();
    const { supervisor, engines } = supervised({ runsFolder });
    await settle();
    engines[0]!.emit('run.state', { ...IDLE, runId: 'run-1', state: 'running' });
    await settle();
    const folder = join(runsFolder, 'run-1');
    await mkdir(folder);
    await writeFile(join(folder, 'run.json'), JSON.stringify({ epoch: 0, step: 57, name: 'MNIST' }));
    engines[0]!.crash('SIGKILL');
    expect(supervisor.state).toMatchObject({ state: 'crashed', recoverable: { folder, epoch: 0, step: 57 } });
  });

  test.each(['', '{', '{"epoch":"one"}', 'null'])(
    'with a damaged description %j names none',
    async (text) => {
      const runsFolder = await temporaryFolder();
      const { supervisor, engines } = supervised({ runsFolder });
      await settle();
      engines[0]!.emit('run.steps', {
        runId: 'run-1',
        steps: [1],
        loss: [1],
        metrics: {},
        learningRate: [0.1],
      });
      await settle();
      await mkdir(join(runsFolder, 'run-1'));
      await writeFile(join(runsFolder, 'run-1', 'run.json'), text);
      engines[0]!.crash('SIGKILL');
      expect(supervisor.state).toMatchObject({ state: 'crashed', recoverable: null });
    },
  );

  test('while it starts is told as well', async () => {
    const { engines, states } = supervised();
    engines[0]!.crash('exit code 1');
    await settle();
    expect(states()).toEqual(['starting', 'crashed']);
  });
});

describe('a restart', () => {
  test('after a crash gives a new engine that answers', async () => {
    const { supervisor, engines, states } = supervised();
    await settle();
    engines[0]!.crash('SIGKILL');
    const restarted = supervisor.restart();
    await settle();
    await restarted;
    expect([engines.length, states()]).toEqual([2, ['starting', 'ready', 'crashed', 'starting', 'ready']]);
    expect(await supervisor.call('engine.status', {})).toEqual(IDLE);
  });

  test('of a living engine ends it first, and that is no crash', async () => {
    const { supervisor, engines, states } = supervised();
    await settle();
    const restarted = supervisor.restart();
    await settle();
    await restarted;
    expect(engines.map(({ alive }) => alive)).toEqual([false, true]);
    expect(states()).toEqual(['starting', 'ready', 'starting', 'ready']);
  });

  test('asked for twice leaves one engine', async () => {
    const { supervisor, engines, states } = supervised();
    await settle();
    const both = [supervisor.restart(), supervisor.restart()];
    await settle();
    await Promise.all(both);
    expect(engines.map(({ alive }) => alive)).toEqual([false, false, true]);
    expect(states().at(-1)).toBe('ready');
    expect(states().filter((state) => state === 'ready')).toHaveLength(2);
  });
});

describe('an engine that hangs', () => {
  test('is ended after two minutes without an answer, and told so', async () => {
    const hangs = { value: false };
    const { supervisor, engines } = supervised({
      make: () =>
        fakeEngine({
          'engine.status': () => (hangs.value ? new Promise<never>(() => undefined) : IDLE),
        }),
    });
    await settle();
    hangs.value = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(engines[0]!.alive).toBe(true);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(engines[0]!.alive).toBe(false);
    expect(supervisor.state).toMatchObject({
      state: 'crashed',
      message: { en: 'The training engine no longer answered and was ended. Your drawing is safe.' },
    });
  });

  test('for less long than that is left alone', async () => {
    const waiting: (() => void)[] = [];
    const { engines, states } = supervised({
      make: () =>
        fakeEngine({ 'engine.status': () => new Promise((done) => waiting.push(() => done(IDLE))) }),
    });
    await settle();
    waiting.shift()!();
    for (let minute = 0; minute < 10; minute++) {
      await vi.advanceTimersByTimeAsync(60_000);
      for (const answer of waiting.splice(0)) answer();
    }
    expect([engines[0]!.alive, states()]).toEqual([true, ['starting', 'ready']]);
  });
});
