import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type FileChooser, type Page } from '@playwright/test';
import type { ProjectFile } from '#shared/project/schema';
import { installRecorder } from './recorder';

/** The app in a browser, with folders of its own. */
export interface Session {
  readonly page: Page;
  readonly browser: Browser;
  /** The file of the large project. */
  readonly file: string;
  close(): Promise<void>;
}

/** Starts the built app and a Chromium that shows it. */
export async function startSession(root: string, executable: string, project: ProjectFile): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-bench-ui-'));
  const file = join(folder, 'large.json');
  await writeFile(file, JSON.stringify(project));
  const server = spawn(
    process.execPath,
    [join(root, 'dist/electron/server.mjs'), '--no-open', '--port', '0'],
    {
      env: {
        ...process.env,
        NEUROLOOM_DATA: join(folder, 'data'),
        NEUROLOOM_DOCUMENTS: join(folder, 'documents'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error('The browser host ended before it printed its address')));
  });
  const browser = await chromium.launch({
    executablePath: executable,
    args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
  });
  page.setDefaultTimeout(20_000);
  await installRecorder(page);
  await page.addInitScript(() =>
    localStorage.setItem('neuroloom.settings', JSON.stringify({ isTourSeen: true })),
  );
  await page.goto(url);
  await page.getByText('Engine ready').waitFor();
  return {
    page,
    browser,
    file,
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the project; resolves with the milliseconds from choosing the file to a picture of all `blocks`. */
export async function openProject(page: Page, file: string, blocks: number): Promise<number> {
  const chooser = await askForFile(page);
  const drawn = await page.evaluateHandle(watchDrawing, blocks);
  const chosen = Date.now();
  await chooser.setFiles(file);
  return (await drawn.evaluate((watched) => watched.at)) - chosen;
}

/** The file dialog of the command; a page that has just been shown may not listen to keys yet. */
async function askForFile(page: Page): Promise<FileChooser> {
  for (;;) {
    const asked = page.waitForEvent('filechooser', { timeout: 3_000 }).catch(() => null);
    await page.keyboard.press('Control+o');
    const chooser = await asked;
    if (chooser) return chooser;
  }
}

/** In the page: when so many blocks have been handed over for display, in milliseconds since 1970. */
function watchDrawing(blocks: number): { readonly at: Promise<number> } {
  const at = new Promise<number>((resolve) => {
    const look = () => {
      if (document.querySelectorAll('.react-flow__node-block').length < blocks)
        return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(Date.now()));
      port1.start();
      return port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
  return { at };
}

/** Starts training; resolves once the engine trains and has sent pictures. */
export async function startTraining(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.waitForFunction(
    () => Number(document.querySelector('[data-testid=chart-loss]')?.getAttribute('data-points') ?? 0) > 20,
    null,
    { timeout: 120_000 },
  );
}
