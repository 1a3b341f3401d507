import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';

const SERVER = join(import.meta.dirname, '../../dist/electron/server.mjs');

/** An app of a test's own, with folders that nothing else uses. */
export interface AppProcess {
  readonly folder: string;
  /** Its window: `page`, where it is a page of a browser. */
  open(page: Page): Promise<Page>;
  /** Ends the engine that it keeps at this moment, as a crash would. */
  killEngine(): Promise<void>;
  stop(): Promise<void>;
}

/** The browser host. */
export async function startServer(): Promise<AppProcess> {
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
    folder,
    async open(page) {
      await page.goto(url);
      return page;
    },
    async killEngine() {
      process.kill(childOf(child.pid!), 'SIGKILL');
    },
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
