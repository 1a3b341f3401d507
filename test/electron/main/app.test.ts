import { describe, expect, test, vi } from 'vitest';
import type { EventPayload, ViewRequest } from '#shared/protocol/api';
import { CHANNELS } from '#shared/protocol/bridge';
import type { Frame } from '#shared/protocol/frame';
import { createElectronHost } from '../../../renderer/host/electron-host';
import { idleEngine, startApp } from '../../fakes/electron/app-under-test';
import { LocalUtilityProcess } from '../../fakes/electron/utility-process';

const VIEW: ViewRequest = { split: 'test', sample: 0, thumbnails: true, inspect: null };

async function startWithPage(options: Parameters<typeof startApp>[0] = {}) {
  const app = await startApp(options);
  const window = await app.window();
  return { ...app, page: window.webContents, host: createElectronHost(window.webContents.bridge) };
}

describe('the page', () => {
  test('asks the backend through the bridge', async () => {
    const { host, dataFolder, documentsFolder } = await startWithPage();
    expect(await host.client.call('app.info', {})).toEqual({ version: '1.2.3', dataFolder, documentsFolder });
  });

  test('gets the examples from the app’s folder', async () => {
    const { host } = await startWithPage();
    const examples = await host.client.call('projects.examples', {});
    expect(examples.map(({ id }) => id)).toContain('mnist-cnn');
  });

  test('gets a refusal as a diagnostic', async () => {
    const { host } = await startWithPage();
    await expect(host.client.call('projects.read', { path: '/nowhere/at all.json' })).rejects.toMatchObject({
      diagnostic: { code: 'file-not-read' },
    });
  });

  test('gets frames of the engine as they were sent', async () => {
    const frame: Frame = {
      run: 'r',
      seq: 1,
      stream: 'thumbnails',
      step: 7,
      tensors: [{ name: 'conv', dtype: 'uint8', shape: [3], data: Uint8Array.of(1, 2, 3) }],
    };
    const { host } = await startWithPage({
      fork: (_file, options) =>
        new LocalUtilityProcess((port) => {
          const server = idleEngine({
            'engine.setView': () => {
              server.sendFrame(frame);
              return {};
            },
          })(port);
        }, options),
    });
    const received = new Promise<Frame>((resolve) => host.client.onFrame(resolve));
    await host.client.call('engine.setView', VIEW);
    expect(await received).toEqual(frame);
  });

  test('gets of bytes what was meant, and not the memory around them', async () => {
    const { host } = await startWithPage({
      fork: (_file, options) =>
        new LocalUtilityProcess((port) => {
          const server = idleEngine({
            'engine.setView': () => {
              server.sendFrameBytes(new Uint8Array(100_000).subarray(10, 20));
              return {};
            },
          })(port);
        }, options),
    });
    const sizes = new Promise<number[]>((told) => {
      host.client.onFrameBytes((bytes) => told([bytes.byteLength, bytes.buffer.byteLength]));
    });
    await host.client.call('engine.setView', VIEW);
    expect(await sizes).toEqual([10, 10]);
  });

  test('is not spoken for by another connection', async () => {
    const { electron, host, page } = await startWithPage();
    const sent: string[] = [];
    electron.ipcMain.on(CHANNELS.message, (_event, _connection, message: string) => sent.push(message));
    await host.client.call('engine.restart', {});
    page.page!.ipc.send(CHANNELS.message, 'another connection', sent[0]);
    await page.bridge.openDialog('data');
    await host.client.call('engine.status', {});
    expect(electron.forks).toHaveLength(2);
  });

  test('works again after a reload, on a connection of its own', async () => {
    const { page } = await startWithPage();
    const before = page.page;
    page.reload();
    await vi.waitFor(() => expect(page.page).not.toBe(before));
    const connections = new Set<string>();
    page.page!.ipc.on(CHANNELS.message, (_event, connection: string) => connections.add(connection));
    const { client } = createElectronHost(page.bridge);
    await client.call('engine.restart', {});
    expect(await client.call('engine.status', {})).toMatchObject({ state: 'idle' });
    expect(connections.size).toBe(1);
  });

  test('does not hear what was meant for its predecessor', async () => {
    const { page } = await startWithPage();
    const heard: unknown[] = [];
    page.bridge.onMessage((message) => heard.push(message));
    page.send(CHANNELS.message, 'another connection', 'secret');
    await page.bridge.openDialog('data');
    expect(heard).not.toContain('secret');
  });

  test('learns that the engine is ready, also when it was so before', async () => {
    const { host, page } = await startWithPage();
    await host.client.call('engine.status', {});
    page.reload();
    const before = page.page;
    await vi.waitFor(() => expect(page.page).not.toBe(before));
    await page.bridge.openDialog('data');
    const next = await Promise.resolve(createElectronHost(page.bridge));
    const states: string[] = [];
    next.client.on('engine.process', ({ state }) => states.push(state));
    await vi.waitFor(() => expect(states).toEqual(['ready']));
  });

  test('is loaded again after a crash', async () => {
    const { page } = await startWithPage();
    const before = page.page;
    page.crash();
    await vi.waitFor(() => expect(page.page).not.toBe(before));
    const { client } = createElectronHost(page.bridge);
    expect(await client.call('engine.status', {})).toMatchObject({ state: 'idle' });
  });
});

describe('the engine', () => {
  test('runs in a utility process that knows the folders', async () => {
    const { electron, appFolder, dataFolder } = await startWithPage();
    expect(electron.forks).toEqual([
      {
        file: expect.stringMatching(/dist[/\\]electron[/\\]engine\.mjs$/) as string,
        options: expect.objectContaining({
          env: expect.objectContaining({
            NEUROLOOM_ASSETS: expect.stringContaining(appFolder) as string,
            NEUROLOOM_DATA: dataFolder,
          }) as object,
        }) as object,
      },
    ]);
  });

  test('that crashes is told of, and starts again when asked to', async () => {
    const { electron, host } = await startWithPage();
    const states: EventPayload<'engine.process'>['state'][] = [];
    const messages: string[] = [];
    host.client.on('engine.process', ({ state, message }) => {
      states.push(state);
      if (message) messages.push(message.en);
    });
    await host.client.call('engine.status', {});
    electron.processes[0]!.end(134);
    await vi.waitFor(() => expect(states).toContain('crashed'));
    expect(messages).toEqual([
      'The training engine ended unexpectedly. Your drawing is safe. Often there was not enough memory: a smaller batch takes less.',
    ]);
    await host.client.call('engine.restart', {});
    await vi.waitFor(() => expect(states.at(-1)).toBe('ready'));
    expect(await host.client.call('engine.status', {})).toMatchObject({ state: 'idle' });
  });

  test('that is still starting can be ended', async () => {
    const { electron } = await startApp();
    await vi.waitFor(() => expect(electron.processes).toHaveLength(1));
    electron.app.quit();
    await vi.waitFor(() => expect(electron.processes[0]!.hasEnded).toBe(true));
  });
});
