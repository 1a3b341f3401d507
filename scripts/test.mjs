// npm test: types, lint, format, unit, contract, integration and browser tests. The last line counts them.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { findElectron } from './lib/find-electron.mjs';
import { bin, node, root } from './lib/run.mjs';

await ensureInstalled();
const { runChecks } = await import('./lib/checks.mjs');
const { runVitest } = await import('./lib/vitest.mjs');
const { ensureBuilt } = await import('./lib/build.mjs');
const { ensureChromium } = await import('./lib/chromium.mjs');

const total = { passed: 0, failed: 0 };
const add = (title, { passed, failed }) => {
  console.log(`${title}: ${passed} passed, ${failed} failed\n`);
  total.passed += passed;
  total.failed += failed;
};

const { platform } = process;
const hasDisplay = platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

/** The same specs in a browser and, where its program is there, in Electron. */
async function runBrowserTests() {
  const electron = findElectron();
  const executable = await ensureChromium();
  if (!executable) return { passed: 0, failed: 1 };
  const file = join(root, 'test-results', 'playwright.json');
  rmSync(file, { force: true });
  await node(bin('@playwright/test/cli.js'), ['test'], {
    env: {
      NEUROLOOM_CHROMIUM: executable,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      ...(electron && hasDisplay && { NEUROLOOM_ELECTRON: electron }),
    },
  });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(file, 'utf8')).stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
}

add('Checks', await runChecks());
add('Unit and contract tests', await runVitest(['node', 'dom']));
if (await ensureBuilt()) {
  add('Integration tests', await runVitest(['integration']));
  add('Browser tests', await runBrowserTests());
} else {
  add('Build', { passed: 0, failed: 1 });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
