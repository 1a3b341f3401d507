import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

/** `npm test` finds or installs the browser and names it in NEUROLOOM_CHROMIUM. */
const executablePath = process.env['NEUROLOOM_CHROMIUM'];
/** And Electron's program, where there is one and a display. */
const electron = process.env['NEUROLOOM_ELECTRON'];

export default defineConfig<{ electron: string | undefined }>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // The engine trains on every core there is: one app at a time.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  projects: [{ name: 'browser' }, ...(electron ? [{ name: 'electron', use: { electron } }] : [])],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: ['--disable-dev-shm-usage', ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
});
