import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_DATA } from '#shared/data/config';
import { createElectronHost } from '../../renderer/host/electron-host';
import { startApp } from '../fakes/electron/app-under-test';
import { ForkedUtilityProcess } from '../fakes/electron/utility-process';

/** Electron's fuses, as they lie in its program: name, version, count, states. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0008';

const run = promisify(execFile);
const runNode = (...args: string[]) => run(process.execPath, args, { maxBuffer: 2 ** 26 });

let folder: string;
let app: string;

/** A folder that looks like a download of Electron for Linux. */
async function standInForElectron(place: string): Promise<void> {
  await mkdir(join(place, 'locales'), { recursive: true });
  await mkdir(join(place, 'resources'));
  await writeFile(join(place, 'electron'), `#!/bin/sh\n# ${FUSES}10110010\n`);
  await chmod(join(place, 'electron'), 0o755);
  const texts = ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'chrome_crashpad_handler'];
  const locales = ['en-US', 'ko', 'fr'].map((name) => join('locales', `${name}.pak`));
  for (const name of [...texts, ...locales]) await writeFile(join(place, name), '');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom package '));
  const electron = join(folder, 'electron');
  await standInForElectron(electron);
  await runNode(
    resolve('node_modules/electron-builder/cli.js'),
    '--linux',
    '--x64',
    '--dir',
    '--publish=never',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${join(folder, 'release')}`,
  );
  app = join(folder, 'release', 'linux-unpacked');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const archive = () => join(app, 'resources', 'app.asar');
const asar = (...args: string[]) => runNode(resolve('node_modules/@electron/asar/bin/asar.js'), ...args);

test('the archive holds what is built and the packages it needs, and no sources', async () => {
  const { stdout } = await asar('list', archive());
  const names = stdout.split(/\r?\n/).map((name) => name.replaceAll('\\', '/'));
  const own = names.filter((name) => name && !name.startsWith('/node_modules'));
  const odd = own.filter(
    (name) => !/^\/(?:package\.json|dist(?:\/(?:electron|renderer)(?:\/.*)?)?)$/.test(name),
  );
  expect(odd).toEqual([]);
  expect(own).toEqual(
    expect.arrayContaining([
      '/dist/electron/main.mjs',
      '/dist/electron/preload.cjs',
      '/dist/electron/engine.mjs',
      '/dist/renderer/index.html',
    ]),
  );
  expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
  expect(names).not.toContain('/node_modules/react');
  expect(names).toContain('/node_modules/onnxruntime-node');
});

test('ONNX Runtime’s binaries lie beside the archive, those of the platform alone', async () => {
  const bin = join(
    app,
    'resources',
    'app.asar.unpacked',
    'node_modules',
    'onnxruntime-node',
    'bin',
    'napi-v6',
  );
  expect([await readdir(bin), await readdir(join(bin, 'linux'))]).toEqual([['linux'], ['x64']]);
  expect(await readdir(join(bin, 'linux', 'x64'))).toContain('onnxruntime_binding.node');
});

test('Electron keeps the app’s languages and closes what the app does not use', async () => {
  expect(await readdir(join(app, 'locales'))).toEqual(['en-US.pak', 'ko.pak']);
  // In their order: run as Node, cookie encryption, NODE_OPTIONS, --inspect, archive integrity, archive only, snapshot, file: privileges.
  expect(await readFile(join(app, 'neuroloom'), 'utf8')).toContain(`${FUSES}01001100`);
});

test('the packaged app finds its examples, its data and its engine', async () => {
  const product = join(folder, 'app');
  await asar('extract', archive(), product);
  const { window } = await startApp({
    appPath: product,
    isPackaged: true,
    resourcesPath: join(app, 'resources'),
    fork: (file, options) => new ForkedUtilityProcess(file, options),
  });
  const { client } = createElectronHost((await window()).webContents.bridge);
  const examples = await client.call('projects.examples', {});
  expect(examples.length).toBeGreaterThan(3);
  expect(await client.call('engine.describeData', { data: DEFAULT_DATA })).toMatchObject({
    shape: [28, 28, 1],
    trainCount: 10_000,
  });
});
