import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { EventPayload } from '#shared/protocol/api';
import { parseProject } from '#shared/project/parse';
import { createElectronHost } from '../../renderer/host/electron-host';
import { startApp } from '../fakes/electron/app-under-test';
import { ForkedUtilityProcess } from '../fakes/electron/utility-process';

// Electron's main process and preload on a stand-in of Electron, with the built engine in a process of its own.
async function startWithEngine() {
  const app = await startApp({
    appPath: resolve('.'),
    fork: (file, options) => new ForkedUtilityProcess(file, options),
  });
  const { webContents } = await app.window();
  const { client } = createElectronHost(webContents.bridge);
  const states: EventPayload<'engine.process'>['state'][] = [];
  client.on('engine.process', ({ state }) => states.push(state));
  return { ...app, client, states };
}

async function xor() {
  const parsed = parseProject(await readFile(resolve('assets', 'examples', 'xor.json'), 'utf8'));
  if (!parsed.ok) throw new Error('The example is damaged');
  return parsed.value;
}

test('the desktop app trains in its utility process', async () => {
  const { client } = await startWithEngine();
  expect(await client.call('engine.setProject', { project: await xor() })).toEqual({ diagnostics: [] });
  const epoch = new Promise<EventPayload<'run.epoch'>>((told) => client.on('run.epoch', told));
  await client.call('engine.train', { mode: 'fresh', amount: 'epoch' });
  expect(await epoch).toMatchObject({ epoch: 1, loss: expect.closeTo(0.7, 0) as number });
});

test('the desktop app shows live pictures of the network', async () => {
  const { client } = await startWithEngine();
  await client.call('engine.setProject', { project: await xor() });
  const stream = new Promise<string>((told) => client.onFrame((frame) => told(frame.stream)));
  await client.call('engine.setView', { split: 'train', sample: 0, thumbnails: true, inspect: null });
  expect(['thumbnails', 'prediction']).toContain(await stream);
});

test('an engine that is killed is told of and comes back', async () => {
  const { electron, client, states } = await startWithEngine();
  await client.call('engine.status', {});
  electron.processes[0]!.end(9);
  await vi.waitFor(() => expect(states).toContain('crashed'), { timeout: 5_000 });
  await client.call('engine.restart', {});
  expect(await client.call('engine.status', {})).toMatchObject({ state: 'idle' });
});

test('quitting leaves no engine behind', async () => {
  const { electron, client, quit } = await startWithEngine();
  await client.call('engine.status', {});
  await quit();
  await vi.waitFor(() => expect(electron.processes.map(({ hasEnded }) => hasEnded)).toEqual([true]), {
    timeout: 5_000,
  });
});

test('the built preload script is one file that needs nothing but electron', async () => {
  const code = await readFile(resolve('dist', 'electron', 'preload.cjs'), 'utf8');
  expect([...code.matchAll(/\brequire\((.*?)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
});
