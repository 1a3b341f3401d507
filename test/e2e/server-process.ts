import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SERVER = join(import.meta.dirname, '../../dist/electron/server.mjs');

/** A browser host of a test's own, with folders that nothing else uses. */
export interface ServerProcess {
  /** With the token. */
  readonly url: string;
  readonly folder: string;
  /** The engine that it keeps at this moment. */
  enginePid(): number;
  stop(): Promise<void>;
}

export async function startServer(): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom e2e '));
  const child = spawn(process.execPath, [SERVER, '--no-open'], {
    env: {
      ...process.env,
      NEUROLOOM_DATA: join(folder, 'data'),
      NEUROLOOM_DOCUMENTS: join(folder, 'documents'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error('The browser host ended before it printed its address')));
  });
  return {
    url,
    folder,
    enginePid: () => childOf(child.pid!),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The one child of a process, as Linux lists it; elsewhere as `ps` would. */
function childOf(parent: number): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[1]) === parent) return Number(name);
    } catch {
      // Ended while it was being looked at.
    }
  }
  throw new Error(`Process ${parent} has no child`);
}
