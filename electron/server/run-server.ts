import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';
import { forkEngine } from '../backend/fork-engine';
import { serverFolders } from './folders';
import { startServer } from './start-server';

/** The usual port: a browser keeps settings by address, so it should stay the same from start to start. */
const USUAL_PORT = 4317;

export interface RunServerOptions {
  /** Absent: the usual one, or any free one while that is taken. */
  readonly port?: number | undefined;
  readonly open: boolean;
}

/** Starts the browser host, prints its address on a line of its own, and goes on until the process is told to end. */
export async function runServer({ port, open }: RunServerOptions): Promise<void> {
  const folders = serverFolders();
  const { version } = JSON.parse(readFileSync(join(folders.productFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const startAt = (at: number) =>
    startServer({
      ...folders,
      port: at,
      version,
      launchEngine: () => forkEngine(folders.engineFile, folders),
    });
  const server =
    port === undefined
      ? await startAt(USUAL_PORT).catch(() => startAt(0))
      : await startAt(port).catch((error: unknown) => {
          throw portNotUsable(port, error);
        });
  process.stdout.write(`${server.url}\n`);
  if (open) openBrowser(server.url);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
}

const portNotUsable = (port: number, error: unknown): DiagnosticError =>
  new DiagnosticError({
    code: 'port-not-usable',
    severity: 'error',
    ...failedBecause(
      {
        en: `The app cannot listen on port ${port} of this machine.`,
        ko: `이 컴퓨터의 ${port}번 포트를 쓸 수 없습니다.`,
      },
      error,
    ),
    expected: { en: 'a free port of 0 … 65535', ko: '비어 있는 포트 0 … 65535' },
  });

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Without a display there is nothing to open; the printed address remains. */
function openBrowser(url: string): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => process.stdout.write('No browser could be opened; open the address above.\n'));
  child.unref();
}
