// npm run screenshots: takes the pictures of the README anew, from the app itself.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/run.mjs';

await ensureInstalled();
const { ensureBuilt } = await import('./lib/build.mjs');
const { ensureChromium } = await import('./lib/chromium.mjs');
const executablePath = await ensureChromium();
if (!executablePath || !(await ensureBuilt())) process.exit(1);
const { chromium } = await import('@playwright/test');

const images = join(root, 'docs', 'images');
const folder = mkdtempSync(join(tmpdir(), 'neuroloom-screenshots-'));
mkdirSync(images, { recursive: true });

const server = spawn(process.execPath, [join(root, 'dist/electron/server.mjs'), '--no-open', '--port', '0'], {
  env: {
    ...process.env,
    NEUROLOOM_DATA: join(folder, 'data'),
    NEUROLOOM_DOCUMENTS: join(folder, 'documents'),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve) => {
  createInterface(server.stdout).on('line', (line) => line.startsWith('http://') && resolve(line));
});
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  locale: 'en-US',
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
const save = (name, clip) => page.screenshot({ path: join(images, `${name}.png`), ...(clip && { clip }) });
const block = (name) => page.locator(`.react-flow__node[aria-label="${name}"]`);
const panel = async (role, name) => (await page.getByRole(role, { name }).boundingBox()) ?? undefined;

await page.addInitScript(() =>
  localStorage.setItem('neuroloom.settings', JSON.stringify({ isTourSeen: true })),
);
await page.goto(url);
await page.getByText('Engine ready').waitFor();
await page.waitForTimeout(1500);

// A layer on its way to a wire.
const [from, to] = [await block('max_pooling2d').boundingBox(), await block('conv2d_1').boundingBox()];
const palette = page.getByRole('complementary', { name: 'Layers and settings' });
await palette.getByText('Dropout', { exact: true }).hover();
await page.mouse.down();
const [x, y] = [(from.x + from.width + to.x) / 2, from.y + from.height / 2];
await page.mouse.move(x - 40, y - 40, { steps: 8 });
await page.mouse.move(x, y, { steps: 8 });
await page.waitForTimeout(500);
const columns = await panel('main', 'Drawing');
await save('draw', { x: 0, y: columns.y, width: columns.x + columns.width, height: columns.height });
await page.keyboard.press('Escape');
await page.mouse.up();
await page.waitForTimeout(300);
while (await page.getByRole('button', { name: /^Undo/ }).isEnabled()) await page.keyboard.press('Control+z');

await palette.hover();
await page.mouse.wheel(0, -10_000);
await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
await page.waitForFunction(
  () => Number(document.querySelector('[data-testid=chart-loss]')?.getAttribute('data-points') ?? 0) > 300,
  null,
  { timeout: 120_000 },
);
await save('train', await panel('region', 'Charts and problems'));
await block('conv2d').first().click();
await page.getByRole('tab', { name: 'Maps' }).click();
await page.waitForTimeout(1500);
await save('see', await panel('complementary', 'Inspector'));
await save('app');

await browser.close();
server.kill('SIGTERM');
await new Promise((resolve) => server.once('exit', resolve));
rmSync(folder, { recursive: true, force: true });
console.log(`Pictures are in ${images}`);
