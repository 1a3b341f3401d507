import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { startElectron } from './electron-process';
import { type AppProcess, startServer } from './server-process';

interface Fixtures {
  /** Electron's program, for the tests that run in it; else they run in the browser. */
  readonly electron: string | undefined;
  /** The process behind the page. */
  readonly server: AppProcess;
  /** The app, opened for the first time on this machine. A test fails when the page reports any error. */
  readonly app: Page;
  /** Texts of console errors that a test brings about itself. */
  readonly expectedErrors: RegExp[];
  /** Whether the welcome tour is shown on this first start. */
  readonly showsTour: boolean;
}

/** Runs in the page before anything of it. */
function skipTour(): void {
  const key = 'neuroloom.settings';
  if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ isTourSeen: true }));
}

export const test = base.extend<Fixtures>({
  electron: [undefined, { option: true }],
  server: async ({ electron }, provide) => {
    const server = electron ? await startElectron(electron) : await startServer();
    await provide(server);
    await server.stop();
  },
  expectedErrors: async ({}, provide) => provide([]),
  showsTour: [false, { option: true }],
  app: async ({ page: browserPage, electron, server, expectedErrors, showsTour }, provide) => {
    if (!showsTour) await browserPage.context().addInitScript(skipTour);
    const errors: string[] = [];
    const page = electron ? await server.open(browserPage) : browserPage;
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    if (!electron) await server.open(page);
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 20_000 });
    if (electron && !showsTour) await page.getByRole('button', { name: 'Skip the tour' }).click();
    await provide(page);
    expect(errors.filter((text) => !expectedErrors.some((expected) => expected.test(text)))).toEqual([]);
  },
});

export { expect };

const PICTURES = join(import.meta.dirname, '../../test-results/screenshots');

/** Keeps a picture of the page among the test's results. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** A block of the drawing by its name. */
export const block = (page: Page, name: string) => page.locator(`.react-flow__node[aria-label="${name}"]`);

/** Opens a project that is written on the spot. */
export async function openProject(app: Page, project: unknown): Promise<void> {
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  const buffer = Buffer.from(JSON.stringify(project));
  await (await choosing).setFiles({ name: 'project.json', mimeType: 'application/json', buffer });
}
