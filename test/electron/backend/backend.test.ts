import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { API, type ApiName } from '#shared/protocol/api';
import { memoryPipes } from '#shared/protocol/memory-pipe';
import { connect } from '#shared/protocol/rpc';
import { createBackend } from '../../../electron/backend/backend';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { type FakeEngine, fakeEngine, IDLE } from '../../fakes/fake-engine';
import { temporaryFolder } from '../../fakes/temporary-folder';

/** Lets messages under way arrive. */
const settle = () => new Promise((done) => setTimeout(done, 2));

async function started() {
  const folder = await temporaryFolder();
  const engines: FakeEngine[] = [];
  const backend = createBackend({
    version: '1.2.3',
    assetsFolder: resolve('assets'),
    dataFolder: folder,
    documentsFolder: folder,
    launchEngine: () => {
      const engine = fakeEngine({
        'engine.history': () => ({
          runId: 'r',
          steps: { steps: [], loss: [], metrics: {}, learningRate: [] },
          epochs: [],
          statistics: [],
          probes: {},
          end: null,
        }),
      });
      engines.push(engine);
      return engine;
    },
  });
  onTestFinished(() => backend.close());
  const open = () => {
    const [near, far] = memoryPipes();
    const events: unknown[] = [];
    const frames: Uint8Array[] = [];
    const client = connect(near);
    client.on('engine.process', (payload) => events.push(payload.state));
    client.on('run.state', (payload) => events.push(payload.state));
    client.onFrameBytes((bytes) => frames.push(bytes));
    backend.attach(far);
    return { client, events, frames };
  };
  return { open, engines, folder };
}

describe('a page', () => {
  test('is told at once how the engine is, whenever it comes', async () => {
    const { open, engines } = await started();
    const early = open();
    await settle();
    const late = open();
    await settle();
    expect([early.events, late.events]).toEqual([['starting', 'ready'], ['ready']]);
    engines[0]!.crash('SIGKILL');
    const last = open();
    await settle();
    expect([late.events.at(-1), last.events]).toEqual(['crashed', ['crashed']]);
  });

  test('hears of events and frames like every other, until it closes', async () => {
    const { open, engines } = await started();
    const [a, b] = [open(), open()];
    await settle();
    engines[0]!.emit('run.state', { ...IDLE, state: 'running' });
    engines[0]!.sendFrameBytes(Uint8Array.of(7));
    await settle();
    a.client.close();
    engines[0]!.emit('run.state', { ...IDLE, state: 'paused' });
    engines[0]!.sendFrameBytes(Uint8Array.of(8));
    await settle();
    expect([a.events.slice(-1), b.events.slice(-2)]).toEqual([['running'], ['running', 'paused']]);
    expect([a.frames, b.frames]).toEqual([[Uint8Array.of(7)], [Uint8Array.of(7), Uint8Array.of(8)]]);
  });

  test('restarts the engine', async () => {
    const { open, engines } = await started();
    const { client, events } = open();
    await settle();
    engines[0]!.crash('SIGKILL');
    await client.call('engine.restart', {});
    await settle();
    expect([engines.length, events]).toEqual([2, ['starting', 'ready', 'crashed', 'starting', 'ready']]);
  });
});

describe('a call', () => {
  test('about the engine goes to it', async () => {
    const { open } = await started();
    expect(await open().client.call('engine.history', {})).toMatchObject({ runId: 'r' });
  });

  test('about the app is answered here', async () => {
    const { open, folder } = await started();
    expect(await open().client.call('app.info', {})).toEqual({
      version: '1.2.3',
      dataFolder: folder,
      documentsFolder: folder,
    });
  });

  test('of the contract is answered by someone, engine or backend', async () => {
    const { open } = await started();
    const { client } = open();
    const unanswered = await Promise.all(
      (Object.keys(API) as ApiName[]).map(async (name) => {
        const error = await client.call(name, {}).catch((reason: unknown) => reason);
        // The fake engine answers few calls; a wrong input is found before that.
        return error instanceof DiagnosticError &&
          error.diagnostic.code === 'unknown-call' &&
          !name.startsWith('engine.')
          ? [name]
          : [];
      }),
    );
    expect(unanswered.flat()).toEqual([]);
  });

  test('to an engine that is gone fails with a Diagnostic', async () => {
    const { open, engines } = await started();
    const { client } = open();
    await settle();
    engines[0]!.crash('SIGKILL');
    const error = await client.call('engine.status', {}).catch((reason: unknown) => reason);
    expect((error as DiagnosticError).diagnostic.code).toBe('engine-not-running');
  });
});
