import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkEngine } from '../backend/fork-engine';
import { serverFolders } from './folders';
import { startServer } from './start-server';

export interface RunServerOptions {
  readonly port: number;
  readonly open: boolean;
}

/** Starts the browser host, prints its address on a line of its own, and goes on until the process is told to end. */
export async function runServer({ port, open }: RunServerOptions): Promise<void> {
  const folders = serverFolders();
  const { version } = JSON.parse(readFileSync(join(folders.productFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const server = await startServer({
    ...folders,
    port,
    version,
    launchEngine: () => forkEngine(folders.engineFile, folders),
  });
  process.stdout.write(`${server.url}\n`);
  if (open) openBrowser(server.url);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
}

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
