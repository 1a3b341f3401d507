// Finds a Chromium for the browser tests, or installs one.
import { existsSync } from 'node:fs';
import { bin, node, run } from './run.mjs';

const DOWNLOAD_MS = 180_000;
const PACKAGE_MS = 600_000;

const PLACES = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

const find = async () =>
  [process.env.NEUROLOOM_CHROMIUM, ...(PLACES[process.platform] ?? [])].find(
    (path) => path && existsSync(path),
  ) ?? (await playwrightsOwn());

const INSTALLERS = [
  ['apt-get', [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]],
  ['dnf', [['install', '-y', 'chromium']]],
  ['apk', [['add', 'chromium']]],
];

async function installWithPackageManager() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  for (const [manager, steps] of INSTALLERS) {
    if ((await run('which', [manager], { quiet: true })).code !== 0) continue;
    for (const args of steps) {
      const { code, output } = await run(manager, args, {
        quiet: true,
        timeout: PACKAGE_MS,
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      });
      if (code !== 0) console.log(output.split('\n').slice(-5).join('\n'));
    }
    return;
  }
}

/** The path of a Chromium; undefined, after saying what to do, when there is none to be had. */
export async function ensureChromium() {
  const known = await find();
  if (known) return known;
  console.log('No Chromium found. Downloading Playwright’s …');
  await node(bin('@playwright/test/cli.js'), ['install', 'chromium'], { quiet: true, timeout: DOWNLOAD_MS });
  const downloaded = await find();
  if (downloaded) return downloaded;
  console.log('That did not work. Asking the system’s package manager …');
  await installWithPackageManager();
  const installed = await find();
  if (!installed) {
    console.error(
      'The browser tests need a Chromium. Install Google Chrome or Chromium, or set NEUROLOOM_CHROMIUM to the path of one, and run npm test again.',
    );
  }
  return installed;
}
