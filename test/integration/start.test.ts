import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';

const FOLDERS = ['assets', 'dist', 'electron', 'renderer', 'scripts', 'shared'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.base.json'];
const CONFIGS = ['vite.config.ts', 'vite.node.config.ts', 'vite.preload.config.ts'];

/** Where Electron's program lies in its download. */
const PROGRAM = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';

let folder: string;
let product: string;

// A copy that is built, on a path with spaces.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom start '));
  product = join(folder, 'the product');
  for (const name of [...FOLDERS, ...FILES, ...CONFIGS])
    await cp(resolve(name), join(product, name), { recursive: true });
  await symlink(resolve('node_modules'), join(product, 'node_modules'), 'junction');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm start`, as npm runs it, with no browser that it could open. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
    cwd: product,
    env: {
      ...process.env,
      PATH: '',
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      NEUROLOOM_DATA: join(folder, 'data'),
      NEUROLOOM_DOCUMENTS: join(folder, 'documents'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = new Promise<number | null>((told) => child.once('close', told));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    output: () => output,
    /** The line with the address alone. */
    address: () =>
      vi.waitFor(
        () => {
          const found = /^http:\/\/127\.0\.0\.1:\d+\/#\S+$/m.exec(output);
          if (!found) throw new Error(`No address in: ${output}`);
          return found[0];
        },
        { timeout: 30_000, interval: 20 },
      ),
  };
}

/** What a process has started and has not ended. */
function childrenOf({ pid }: ChildProcess): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'ppid=,pid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${pid} `))
    .map((line) => line.split(/\s+/)[1]!);
}

const isRunning = (pid: string): boolean => {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
};

describe('npm start', () => {
  test('serves what is built in less than 3 s and prints the address', async () => {
    // The first one may have to build: sources can be newer than what was copied.
    const first = start(['--no-open']);
    await first.address();
    first.child.kill('SIGTERM');
    await first.ended;
    const began = performance.now();
    const { address, output } = start(['--no-open']);
    const page = await fetch(await address());
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await page.text()).toContain('<title>Neuroloom</title>');
    expect(output()).not.toContain('Building');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends on %s and leaves nothing running', async (signal) => {
    const { address, child, ended } = start(['--no-open']);
    await address();
    const engines = await vi.waitFor(() => {
      const found = childrenOf(child);
      expect(found).toHaveLength(1);
      return found;
    });
    child.kill(signal);
    expect(await ended).toBe(0);
    await vi.waitFor(() => expect(engines.filter(isRunning)).toEqual([]), { timeout: 5_000 });
  });

  test('passes the port on', async () => {
    const { address } = start(['--no-open', '--port', '0']);
    expect(await address()).not.toMatch(/:0\//);
  });

  test.each([
    [['--port', 'eighty'], '--port needs a number from 0 to 65535'],
    [['--port'], '--port needs a number from 0 to 65535'],
    [['--sideways'], 'unknown option --sideways'],
  ])('refuses %j', async (args, message) => {
    const { ended, output } = start(args);
    expect(await ended).toBe(2);
    expect(output()).toContain(message);
  });
});

describe('npm start with Electron', () => {
  /** Electron as a script of the test's. */
  async function electron(script: string): Promise<NodeJS.ProcessEnv> {
    const place = await mkdtemp(join(folder, 'electron '));
    const program = join(place, PROGRAM);
    await mkdir(dirname(program), { recursive: true });
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    return { ELECTRON_OVERRIDE_DIST_PATH: place, DISPLAY: ':99', INIT_CWD: folder };
  }

  test('opens the app and its project there, and ends with it', async () => {
    const log = join(folder, 'arguments');
    const { ended } = start(['net.json'], await electron(`printf '%s\\n' "$@" > '${log}'`));
    expect(await ended).toBe(0);
    const args = (await readFile(log, 'utf8')).trim().split('\n');
    expect(args.slice(-2)).toEqual([product, join(folder, 'net.json')]);
  });

  test('serves the app to a browser where Electron does not work', async () => {
    const { address, output } = start([], await electron('exit 134'));
    await address();
    expect(output()).toContain('Serving the app to a browser: Electron does not work here (exit code 134).');
  });

  test('ends it when it is ended', async () => {
    const { child, ended } = start([], await electron('trap "exit 0" TERM; while :; do :; done'));
    await vi.waitFor(() => expect(childrenOf(child)).toHaveLength(1), { timeout: 10_000 });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test.runIf(process.platform === 'linux')(
    'serves the app to a browser where there is no display',
    async () => {
      const { address, output } = start([], { ...(await electron('exit 0')), DISPLAY: '' });
      await address();
      expect(output()).toContain('Serving the app to a browser: there is no display for Electron.');
    },
  );
});
